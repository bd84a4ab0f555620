package org.lectorium.conference.history;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.UserId;

/**
 * Somebody who was in a conference, with all their comings and goings.
 *
 * @param name as they were called last; null if that was never said
 * @param leftAt null while they are there
 * @param seconds that they were there; what two of their devices saw together counts once
 */
public record Participant(
        @Nullable UserId user,
        @Nullable String name,
        @Nullable String email,
        String kind,
        boolean moderator,
        Instant joinedAt,
        @Nullable Instant leftAt,
        long seconds,
        boolean uncertain,
        List<Interval> intervals,
        int messages) {

    Participant withoutEmail() {
        return new Participant(
                user, name, null, kind, moderator, joinedAt, leftAt, seconds, uncertain, intervals, messages);
    }

    /** @param messages how many each presence wrote */
    static List<Participant> of(List<Interval> intervals, Map<String, Integer> messages, Instant now) {
        return intervals.stream()
                .collect(Collectors.groupingBy(Interval::person, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(own -> one(own, messages, now))
                .sorted(Comparator.comparing(Participant::joinedAt))
                .toList();
    }

    private static Participant one(List<Interval> intervals, Map<String, Integer> messages, Instant now) {
        var last = intervals.getLast();
        boolean there = intervals.stream().anyMatch(interval -> interval.to() == null);
        return new Participant(
                last.user(),
                last.name(),
                last.email(),
                last.kind(),
                intervals.stream().anyMatch(Interval::moderator),
                intervals.getFirst().from(),
                there
                        ? null
                        : intervals.stream()
                                .map(Interval::to)
                                .filter(Objects::nonNull)
                                .max(Comparator.naturalOrder())
                                .orElse(null),
                secondsTogether(intervals, now),
                intervals.stream().anyMatch(Interval::uncertain),
                intervals,
                intervals.stream()
                        .map(Interval::participant)
                        .distinct()
                        .mapToInt(presence -> messages.getOrDefault(presence, 0))
                        .sum());
    }

    private static long secondsTogether(List<Interval> intervals, Instant now) {
        long seconds = 0;
        var counted = Instant.MIN;
        for (Interval interval : intervals) {
            var to = interval.to() == null ? now : interval.to();
            var from = interval.from().isAfter(counted) ? interval.from() : counted;
            if (to.isAfter(from)) {
                seconds += to.getEpochSecond() - from.getEpochSecond();
                counted = to;
            }
        }
        return seconds;
    }
}
