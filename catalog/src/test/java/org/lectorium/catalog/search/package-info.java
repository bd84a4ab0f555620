@NullMarked
package org.lectorium.catalog.search;

import org.jspecify.annotations.NullMarked;
