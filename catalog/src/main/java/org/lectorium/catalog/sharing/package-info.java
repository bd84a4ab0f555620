/** Links that let people without an account watch one recording. */
@NullMarked
package org.lectorium.catalog.sharing;

import org.jspecify.annotations.NullMarked;
