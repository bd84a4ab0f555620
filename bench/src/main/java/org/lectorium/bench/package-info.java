/** Measurements, side by side in one run. */
@NullMarked
package org.lectorium.bench;

import org.jspecify.annotations.NullMarked;
