/** Rooms in PostgreSQL. */
@NullMarked
package org.lectorium.conference.rooms.postgres;

import org.jspecify.annotations.NullMarked;
