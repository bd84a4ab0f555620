package org.lectorium.catalog;

import org.jspecify.annotations.Nullable;
import org.lectorium.core.RecordingId;

/**
 * A recording that is seen arriving.
 *
 * @param delivery under whose id it comes
 * @param card under which it is shown
 * @param ofBytes null while nobody knows
 */
public record Receiving(
        RecordingId delivery,
        RecordingId card,
        long bytes,
        @Nullable Long ofBytes) {

    /** Whether the card was there before, waiting for what a recorder makes. */
    boolean wasExpected() {
        return !card.equals(delivery);
    }

    /** 0 to 100; null while nobody knows how much there will be. */
    public @Nullable Double percent() {
        return ofBytes == null || ofBytes == 0 ? null : Math.min(100, 100.0 * bytes / ofBytes);
    }
}
