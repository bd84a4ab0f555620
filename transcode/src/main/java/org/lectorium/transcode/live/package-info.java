/** Watching while it arrives: what is there of an upload is cut into HLS, for as long as somebody asks for it. */
@NullMarked
package org.lectorium.transcode.live;

import org.jspecify.annotations.NullMarked;
