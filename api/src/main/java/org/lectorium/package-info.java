/** Lectorium, put together. */
@NullMarked
package org.lectorium;

import org.jspecify.annotations.NullMarked;
