/** Reservations by HTTP, as mod_reservations asks for them. */
@NullMarked
package org.lectorium.conference.reservations.web;

import org.jspecify.annotations.NullMarked;
