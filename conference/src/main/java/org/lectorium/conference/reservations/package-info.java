/** Answers Prosody, which asks before it opens a room. */
@NullMarked
package org.lectorium.conference.reservations;

import org.jspecify.annotations.NullMarked;
