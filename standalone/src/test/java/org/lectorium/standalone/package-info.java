@NullMarked
package org.lectorium.standalone;

import org.jspecify.annotations.NullMarked;
