/** Rooms: whose they are, and who may what in them. */
@NullMarked
package org.lectorium.conference.rooms;

import org.jspecify.annotations.NullMarked;
