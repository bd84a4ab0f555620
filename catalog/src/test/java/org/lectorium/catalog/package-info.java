@NullMarked
package org.lectorium.catalog;

import org.jspecify.annotations.NullMarked;
