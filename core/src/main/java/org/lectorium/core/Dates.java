package org.lectorium.core;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Days and instants as they stand in addresses. Days are those of UTC. */
public final class Dates {

    private Dates() {}

    /**
     * The beginning of a day, or an instant; null for nothing.
     *
     * @throws DateTimeException if the text is neither
     */
    public static @Nullable Instant from(@Nullable String text) {
        return instant(text, 0);
    }

    /**
     * The end of a day, or an instant; null for nothing.
     *
     * @throws DateTimeException if the text is neither
     */
    public static @Nullable Instant to(@Nullable String text) {
        return instant(text, 1);
    }

    private static @Nullable Instant instant(@Nullable String text, int daysLater) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return text.contains("T")
                ? Instant.parse(text)
                : LocalDate.parse(text).plusDays(daysLater).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
