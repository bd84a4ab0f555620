package org.lectorium.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.access.AccessRule;
import org.lectorium.catalog.access.Audience;
import org.lectorium.core.OriginalFile;
import org.lectorium.core.Problem;
import org.lectorium.core.RecordingId;
import org.lectorium.core.Viewer;

/**
 * A row of the truth.
 *
 * @param conference the number of the one that it was made of; null if none is known
 * @param startedAt on the clock of the conference, if the recorder was seen beginning; else as it was delivered
 * @param status before it was trashed, if it was
 * @param progress what processing is at; null when it is not
 * @param problem why it failed, or what is wrong with it although it plays
 * @param version counts the changes
 */
public record Recording(
        RecordingId id,
        String title,
        @Nullable String room,
        @Nullable Integer conference,
        Instant startedAt,
        OriginalFile file,
        RecordingStatus status,
        @Nullable Progress progress,
        @Nullable Problem problem,
        @Nullable Double durationSeconds,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Instant trashedAt,
        AccessRule access,
        long version) {

    /** @param percent of the whole pipeline */
    public record Progress(
            String step, double percent, @Nullable Double etaSeconds) {}

    /** The trash is seen by those who can take it out again. */
    public boolean isSeenBy(Viewer viewer) {
        return trashedAt == null ? Audience.mayWatch(viewer, id, access) : access.mayManage(viewer);
    }

    /** Whether there is anything of it; what is only expected has no bytes. */
    public boolean hasArrived() {
        return file.sizeBytes() > 0;
    }

    /** What people see: the trash hides everything else. */
    public RecordingStatus shownStatus() {
        return trashedAt == null ? status : RecordingStatus.TRASHED;
    }
}
