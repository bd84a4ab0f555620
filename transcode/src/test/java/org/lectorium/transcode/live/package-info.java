@NullMarked
package org.lectorium.transcode.live;

import org.jspecify.annotations.NullMarked;
