/** When meetings take place. */
@NullMarked
package org.lectorium.conference.schedule;

import org.jspecify.annotations.NullMarked;
