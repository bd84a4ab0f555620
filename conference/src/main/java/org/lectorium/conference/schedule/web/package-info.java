/** Meetings by HTTP, and as a calendar. */
@NullMarked
package org.lectorium.conference.schedule.web;

import org.jspecify.annotations.NullMarked;
