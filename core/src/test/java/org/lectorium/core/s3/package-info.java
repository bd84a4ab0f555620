@NullMarked
package org.lectorium.core.s3;

import org.jspecify.annotations.NullMarked;
