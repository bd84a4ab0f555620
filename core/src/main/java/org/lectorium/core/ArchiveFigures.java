package org.lectorium.core;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much there is in the archive, whoever may see it. */
public interface ArchiveFigures {

    /** @param room null for those of no room */
    record Recorded(LocalDate day, @Nullable String room, int recordings) {}

    /** All recordings of those days from which at least one arrived since, counted by the day on which they began. */
    List<Recorded> recordedOnDaysChangedSince(Instant since, ZoneId zone);

    /** By the word for the status, of all recordings; of those that are expected also how many are {@code missing}. */
    Map<String, Long> byStatus();

    /** Changes that the search index has yet to learn. */
    long waitingForIndex();
}
