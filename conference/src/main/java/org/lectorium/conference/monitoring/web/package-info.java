/** Monitoring over HTTP. */
@NullMarked
package org.lectorium.conference.monitoring.web;

import org.jspecify.annotations.NullMarked;
