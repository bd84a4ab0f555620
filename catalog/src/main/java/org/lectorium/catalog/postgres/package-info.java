/** The truth. */
@NullMarked
package org.lectorium.catalog.postgres;

import org.jspecify.annotations.NullMarked;
