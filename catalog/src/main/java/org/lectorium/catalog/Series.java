package org.lectorium.catalog;

import static java.util.Comparator.comparing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.RecordingId;
import org.lectorium.core.UserId;

/**
 * Recordings of one conference that the same sender made one after the other: a recorder that was stopped and begun again, a
 * browser that broke off. They stay recordings of their own, and are numbered.
 *
 * <p>In the order of their starts, each follows the one that ended last before it began; where there is none, or another
 * followed that one already, it begins a series. A series of one is none.
 */
public final class Series {

    /** The names of Jibri's files tell whole seconds, and what is made of two clocks never fits exactly. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private final List<Take> takes = new ArrayList<>();

    private Series(Take first) {
        takes.add(first);
    }

    /**
     * One recording, as long as it has turned out to be.
     *
     * @param sender null for all recorders together: which of them answers is chance
     */
    public record Take(
            RecordingId recording, int conference, @Nullable UserId sender, Instant startedAt, Instant endedAt) {

        private boolean mayFollow(Take other) {
            return conference == other.conference
                    && Objects.equals(sender, other.sender)
                    && startedAt.isAfter(other.startedAt)
                    && !startedAt.plus(TOLERANCE).isBefore(other.endedAt);
        }
    }

    /** @param number from 1 */
    public record Part(
            int number,
            int of,
            @Nullable RecordingId previous,
            @Nullable RecordingId next) {}

    /** Which parts of what there are among these; recordings that stand alone are left out. */
    public static Map<RecordingId, Part> parts(Collection<Take> takes) {
        var all = new ArrayList<Series>();
        takes.stream()
                .sorted(comparing(Take::startedAt)
                        .thenComparing(take -> take.recording().value()))
                .forEach(take -> endedLastBefore(take, all)
                        .ifPresentOrElse(series -> series.takes.add(take), () -> all.add(new Series(take))));
        var parts = new HashMap<RecordingId, Part>();
        all.stream().filter(series -> series.takes.size() > 1).forEach(series -> series.number(parts));
        return Map.copyOf(parts);
    }

    private static Optional<Series> endedLastBefore(Take take, List<Series> all) {
        return all.stream()
                .filter(series -> take.mayFollow(series.takes.getLast()))
                .max(comparing(series -> series.takes.getLast().endedAt()));
    }

    private void number(Map<RecordingId, Part> parts) {
        for (int i = 0; i < takes.size(); i++) {
            parts.put(takes.get(i).recording(), new Part(i + 1, takes.size(), at(i - 1), at(i + 1)));
        }
    }

    private @Nullable RecordingId at(int index) {
        return index < 0 || index >= takes.size() ? null : takes.get(index).recording();
    }
}
