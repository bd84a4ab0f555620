@NullMarked
package org.lectorium.core;

import org.jspecify.annotations.NullMarked;
