package org.lectorium.conference.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conference as it is listed.
 *
 * @param room its name as it stands in its address
 * @param endedAt null while it goes on
 * @param uncertain whether the end was not seen but concluded
 * @param mySeconds how long whoever asks was there; null if they were not
 * @param owned whether the room is theirs
 */
public record Conference(
        int number,
        String room,
        String title,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String endReason,
        boolean uncertain,
        int people,
        int peak,
        int messages,
        @Nullable Long mySeconds,
        boolean owned) {

    public boolean isLive() {
        return endedAt == null;
    }

    public long seconds(Instant now) {
        return Math.max(0, (endedAt == null ? now : endedAt).getEpochSecond() - startedAt.getEpochSecond());
    }
}
