/** Calendars as RFC 5545 writes them. */
@NullMarked
package org.lectorium.conference.ical4j;

import org.jspecify.annotations.NullMarked;
