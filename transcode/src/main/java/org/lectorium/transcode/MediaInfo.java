package org.lectorium.transcode;

import org.jspecify.annotations.Nullable;

/**
 * What is in a file, as far as a decision needs it.
 *
 * @param durationSeconds null if the file does not say, as with every live WebM
 * @param video the first moving picture; cover art does not count
 */
public record MediaInfo(
        Container container,
        @Nullable Double durationSeconds,
        @Nullable Video video,
        @Nullable Audio audio) {

    public enum Container {
        MP4,
        MATROSKA
    }

    /**
     * @param index of the stream in the file
     * @param width in pixels as shown, after turning
     * @param height in pixels as shown, after turning
     * @param turned whether the player is told to turn or mirror the picture
     */
    public record Video(int index, String codec, String pixelFormat, int width, int height, boolean turned) {}

    /** @param index of the stream in the file */
    public record Audio(int index, String codec) {}
}
