package org.lectorium.catalog.search;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.RecordingId;

/**
 * What the index knows of a recording.
 *
 * @param version when this was read, as {@link IndexOutbox#nextVersion} counts
 * @param findable false while it is in the trash
 * @param audience the keys that open it, as {@code Audience} makes them
 */
public record IndexedRecording(
        RecordingId id,
        long version,
        boolean findable,
        @Nullable String room,
        Instant startedAt,
        Set<String> audience,
        List<IndexedMoment> moments) {

    /**
     * @param at seconds from the start of the recording
     * @param author who wrote it; null if nobody in particular did
     */
    public record IndexedMoment(
            Source source, double at, @Nullable String author, String text) {}
}
