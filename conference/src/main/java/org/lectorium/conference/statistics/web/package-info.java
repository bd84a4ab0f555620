/** Statistics over HTTP. */
@NullMarked
package org.lectorium.conference.statistics.web;

import org.jspecify.annotations.NullMarked;
