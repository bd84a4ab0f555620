@NullMarked
package org.lectorium.api;

import org.jspecify.annotations.NullMarked;
