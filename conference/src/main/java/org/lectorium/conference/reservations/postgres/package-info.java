/** Reservations in PostgreSQL. */
@NullMarked
package org.lectorium.conference.reservations.postgres;

import org.jspecify.annotations.NullMarked;
