/** A sample, so that the first look is not an empty page. */
@NullMarked
package org.lectorium.api.demo;

import org.jspecify.annotations.NullMarked;
