package org.lectorium.core;

import org.jspecify.annotations.Nullable;

/**
 * What people want to know of the media.
 *
 * @param width in pixels as displayed; null without a picture
 * @param height in pixels as displayed; null without a picture
 * @param damage what is wrong although it plays; null for nothing
 */
public record MediaFacts(
        double durationSeconds,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Problem damage) {}
