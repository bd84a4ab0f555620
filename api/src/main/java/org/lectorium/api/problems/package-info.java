/** Every error in one form and in the caller's language. */
@NullMarked
package org.lectorium.api.problems;

import org.jspecify.annotations.NullMarked;
