/** What is going on at this moment, for those who run the installation. */
@NullMarked
package org.lectorium.conference.monitoring;

import org.jspecify.annotations.NullMarked;
