package org.lectorium.catalog;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which recordings, in which order.
 *
 * @param from the earliest start, included
 * @param to the latest start, excluded
 * @param statuses empty for all but trashed
 */
public record RecordingFilter(
        @Nullable String room,
        @Nullable Integer conference,
        @Nullable Instant from,
        @Nullable Instant to,
        Set<RecordingStatus> statuses,
        Sort sort) {

    public enum Sort {
        NEWEST,
        OLDEST,
        LONGEST,
        TITLE
    }
}
