/** FFmpeg: command lines as values, and the one place that starts processes. */
@NullMarked
package org.lectorium.transcode.ffmpeg;

import org.jspecify.annotations.NullMarked;
