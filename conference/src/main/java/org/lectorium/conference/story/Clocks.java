package org.lectorium.conference.story;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times from outside, if they can be true. */
public final class Clocks {

    private static final double EARLIEST = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
    private static final double LATEST = Instant.parse("2200-01-01T00:00:00Z").getEpochSecond();

    private Clocks() {}

    /** @return null for a time in which there was or will be no conference */
    public static @Nullable Instant seconds(double epoch) {
        return epoch >= EARLIEST && epoch < LATEST ? Instant.ofEpochMilli(Math.round(epoch * 1000)) : null;
    }
}
