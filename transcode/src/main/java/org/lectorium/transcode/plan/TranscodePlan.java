package org.lectorium.transcode.plan;

import org.lectorium.transcode.MediaConverter.HlsRecipe;

/** What must be done so that current Chrome, Firefox and Safari play the recording. */
public sealed interface TranscodePlan {

    /** The way to the final HLS. */
    HlsRecipe recipe();

    /** The picture stays as it is: one quick pass and everything is there. Sound may be encoded on the way. */
    record CopyToHls(HlsRecipe recipe) implements TranscodePlan {}

    /** A browser wrote it and browsers play it, once it can be searched; the form for everybody follows. */
    record SeekableWebmThenHls(HlsRecipe recipe) implements TranscodePlan {}

    /** Nothing of it plays as it is. */
    record EncodeToHls(HlsRecipe recipe) implements TranscodePlan {}
}
