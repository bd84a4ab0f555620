/** Who may watch what, decided in one place. */
@NullMarked
package org.lectorium.catalog.access;

import org.jspecify.annotations.NullMarked;
