package org.lectorium.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.OriginalFile;
import org.lectorium.core.Problem;
import org.lectorium.core.RecordingId;

/**
 * A row of the truth.
 *
 * @param status before it was trashed, if it was
 * @param progress what processing is at; null when it is not
 * @param problem why it failed, or what is wrong with it although it plays
 * @param version counts the changes
 */
public record Recording(
        RecordingId id,
        String title,
        @Nullable String room,
        Instant startedAt,
        OriginalFile file,
        RecordingStatus status,
        @Nullable Progress progress,
        @Nullable Problem problem,
        @Nullable Double durationSeconds,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Instant trashedAt,
        long version) {

    /** @param percent of the whole pipeline */
    public record Progress(
            String step, double percent, @Nullable Double etaSeconds) {}

    /** What people see: the trash hides everything else. */
    public RecordingStatus shownStatus() {
        return trashedAt == null ? status : RecordingStatus.TRASHED;
    }
}
