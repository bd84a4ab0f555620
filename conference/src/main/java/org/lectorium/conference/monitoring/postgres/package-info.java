/** What is going on, read from the database. */
@NullMarked
package org.lectorium.conference.monitoring.postgres;

import org.jspecify.annotations.NullMarked;
