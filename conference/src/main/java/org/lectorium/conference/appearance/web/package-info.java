/** Appearances by HTTP, also for Jitsi itself. */
@NullMarked
package org.lectorium.conference.appearance.web;

import org.jspecify.annotations.NullMarked;
