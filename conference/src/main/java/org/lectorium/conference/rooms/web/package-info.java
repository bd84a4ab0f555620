/** Rooms and joining by HTTP. */
@NullMarked
package org.lectorium.conference.rooms.web;

import org.jspecify.annotations.NullMarked;
