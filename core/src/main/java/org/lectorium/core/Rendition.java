package org.lectorium.core;

import org.jspecify.annotations.Nullable;

/**
 * A playable or visible form made from an original.
 *
 * @param name names it within its recording, such as {@code video} or {@code poster}
 * @param width in pixels; null for sound alone
 * @param height in pixels; null for sound alone
 */
public record Rendition(
        String name,
        Kind kind,
        StoredMedia media,
        @Nullable Integer width,
        @Nullable Integer height) {

    public enum Kind {
        /** A fragmented MP4: with its playlist it streams, by itself it downloads. */
        HLS_MEDIA,
        /** The playlist that cuts the media into byte ranges; refers to it by its bare name. */
        HLS_PLAYLIST,
        /** A file that browsers play from start to end by HTTP ranges. */
        PROGRESSIVE,
        POSTER
    }
}
