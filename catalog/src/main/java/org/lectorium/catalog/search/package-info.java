/** Finding a moment: what is indexed, and how the index follows the truth. */
@NullMarked
package org.lectorium.catalog.search;

import org.jspecify.annotations.NullMarked;
