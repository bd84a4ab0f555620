/** Meetings in PostgreSQL. */
@NullMarked
package org.lectorium.conference.schedule.postgres;

import org.jspecify.annotations.NullMarked;
