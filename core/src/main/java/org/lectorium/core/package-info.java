/** The words that all stages share; it knows no stage and no framework. */
@NullMarked
package org.lectorium.core;

import org.jspecify.annotations.NullMarked;
