@NullMarked
package org.lectorium.catalog.elasticsearch;

import org.jspecify.annotations.NullMarked;
