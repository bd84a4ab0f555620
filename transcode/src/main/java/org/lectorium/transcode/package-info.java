/** Turns an original into what people watch. */
@NullMarked
package org.lectorium.transcode;

import org.jspecify.annotations.NullMarked;
