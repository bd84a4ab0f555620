@NullMarked
package org.lectorium.transcode.ffmpeg;

import org.jspecify.annotations.NullMarked;
