/** Passes, with which guests come in without an account. */
@NullMarked
package org.lectorium.conference.passes;

import org.jspecify.annotations.NullMarked;
