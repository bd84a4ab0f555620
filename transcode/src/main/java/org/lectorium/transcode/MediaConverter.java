package org.lectorium.transcode;

import java.nio.file.Path;
import java.util.function.DoubleConsumer;

/**
 * Makes files from files. Every method writes whole files or throws a {@link org.lectorium.core.ProblemException};
 * progress is told as the second of the media that has been reached.
 */
public interface MediaConverter {

    /** One fragmented MP4 and the playlist that cuts it into byte ranges. */
    Hls toHls(Path original, MediaInfo info, HlsRecipe recipe, Path directory, DoubleConsumer progress);

    /** The same streams in a file that knows its duration and can be searched. */
    Path toSeekableWebm(Path original, MediaInfo info, Path directory, DoubleConsumer progress);

    /** A JPEG of one frame, turned as it is shown and no wider than asked for. */
    Path toPoster(Path original, MediaInfo info, double atSeconds, int maxWidth, Path directory);

    /** Whether every picture and every sound of an MP4 can be decoded, by a decoder that forgives nothing. */
    boolean decodes(Path mp4);

    record Hls(Path playlist, Path media, double durationSeconds) {}

    /** @param encodeVideo false to copy the picture as it is; likewise for the sound */
    record HlsRecipe(boolean encodeVideo, boolean encodeAudio) {}
}
