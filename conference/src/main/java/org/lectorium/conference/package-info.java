/** Rooms, guests, and what happened in each conference. */
@NullMarked
package org.lectorium.conference;

import org.jspecify.annotations.NullMarked;
