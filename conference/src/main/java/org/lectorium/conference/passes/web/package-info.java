/** Passes by HTTP. */
@NullMarked
package org.lectorium.conference.passes.web;

import org.jspecify.annotations.NullMarked;
