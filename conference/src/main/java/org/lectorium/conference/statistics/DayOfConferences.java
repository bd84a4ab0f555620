package org.lectorium.conference.statistics;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a day, and the figures that it comes to: a pure function.
 *
 * @param conferences that touch the day
 * @param stays in them that touch the day
 * @param messages of the day, by room
 */
public record DayOfConferences(
        LocalDate day, ZoneId zone, List<Held> conferences, List<Stay> stays, Map<String, Integer> messages) {

    /** The room that stands for all of them. */
    public static final String ALL = "";

    public DayOfConferences {
        conferences = List.copyOf(conferences);
        stays = List.copyOf(stays);
        messages = Map.copyOf(messages);
    }

    /** @param endedAt null while it goes on */
    public record Held(
            int number,
            String room,
            Instant startedAt,
            @Nullable Instant endedAt) {

        private Span span(Instant now) {
            return new Span(startedAt, endedAt == null ? now : endedAt);
        }
    }

    /**
     * One person, from joining to leaving.
     *
     * @param person the same for the same person
     * @param guest without an account of ours
     * @param leftAt null while they are there
     */
    public record Stay(
            String room,
            String person,
            boolean guest,
            Instant joinedAt,
            @Nullable Instant leftAt) {

        private Span span(Instant now) {
            return new Span(joinedAt, leftAt == null ? now : leftAt);
        }
    }

    public record DayFigure(
            String room,
            int conferences,
            int people,
            int guests,
            int joins,
            long personSeconds,
            int peak,
            int peakConferences,
            int messages,
            int ended,
            long endedSeconds,
            List<Integer> durations) {}

    public record HourFigure(String room, int hour, int conferences, int people, int peak, int peakConferences) {}

    public record Figures(LocalDate day, List<DayFigure> days, List<HourFigure> hours) {}

    public static Instant begin(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private Span span() {
        return new Span(begin(day, zone), begin(day.plusDays(1), zone));
    }

    /** @param now until when what goes on has lasted */
    public Figures figures(Instant now) {
        var days = new ArrayList<DayFigure>();
        var hours = new ArrayList<HourFigure>();
        var rooms = new TreeSet<>(messages.keySet());
        conferences.forEach(conference -> rooms.add(conference.room()));
        if (!rooms.isEmpty()) {
            count(ALL, conferences, stays, now, days, hours);
        }
        var conferencesByRoom = conferences.stream().collect(Collectors.groupingBy(Held::room));
        var staysByRoom = stays.stream().collect(Collectors.groupingBy(Stay::room));
        for (String room : rooms) {
            count(
                    room,
                    conferencesByRoom.getOrDefault(room, List.of()),
                    staysByRoom.getOrDefault(room, List.of()),
                    now,
                    days,
                    hours);
        }
        return new Figures(day, List.copyOf(days), List.copyOf(hours));
    }

    private void count(
            String room,
            List<Held> held,
            List<Stay> stayed,
            Instant now,
            List<DayFigure> days,
            List<HourFigure> hours) {
        days.add(day(room, held, stayed, now));
        hours().forEach((hour, span) -> {
            var figure = hour(room, hour, span, held, stayed, now);
            if (figure.conferences() > 0) {
                hours.add(figure);
            }
        });
    }

    private DayFigure day(String room, List<Held> held, List<Stay> stayed, Instant now) {
        var today = span();
        var here = touching(stayed, today, now);
        var ended = held.stream()
                .filter(conference -> conference.endedAt() != null && today.contains(conference.endedAt()))
                .map(conference -> lasted(conference, now))
                .toList();
        return new DayFigure(
                room,
                count(held.stream().filter(conference -> today.contains(conference.startedAt()))),
                people(here),
                people(here.stream().filter(Stay::guest).toList()),
                count(here.stream().filter(stay -> today.contains(stay.joinedAt()))),
                here.stream()
                        .map(stay -> stay.span(now).sharedWith(today))
                        .reduce(Duration.ZERO, Duration::plus)
                        .toSeconds(),
                today.peak(here.stream().map(stay -> stay.span(now)).toList()),
                today.peak(held.stream().map(conference -> conference.span(now)).toList()),
                room.equals(ALL)
                        ? messages.values().stream().mapToInt(Integer::intValue).sum()
                        : messages.getOrDefault(room, 0),
                ended.size(),
                ended.stream().mapToLong(Duration::toSeconds).sum(),
                byClass(ended));
    }

    private static Duration lasted(Held conference, Instant now) {
        var span = conference.span(now);
        return Duration.between(span.from(), span.to());
    }

    private static List<Integer> byClass(List<Duration> durations) {
        var counts = new Integer[Durations.UP_TO.size() + 1];
        for (int index = 0; index < counts.length; index++) {
            int wanted = index;
            counts[index] = count(durations.stream().filter(duration -> Durations.classOf(duration) == wanted));
        }
        return List.of(counts);
    }

    private static HourFigure hour(
            String room, int hour, List<Span> spans, List<Held> held, List<Stay> stayed, Instant now) {
        var here = spans.stream()
                .flatMap(span -> touching(stayed, span, now).stream())
                .distinct()
                .toList();
        var conferences = held.stream()
                .filter(conference ->
                        spans.stream().anyMatch(span -> conference.span(now).touches(span)))
                .toList();
        return new HourFigure(
                room,
                hour,
                conferences.size(),
                people(here),
                peak(spans, here.stream().map(stay -> stay.span(now)).toList()),
                peak(
                        spans,
                        conferences.stream()
                                .map(conference -> conference.span(now))
                                .toList()));
    }

    private static int peak(List<Span> hours, Collection<Span> spans) {
        return hours.stream().mapToInt(hour -> hour.peak(spans)).max().orElse(0);
    }

    private static List<Stay> touching(List<Stay> stays, Span span, Instant now) {
        return stays.stream().filter(stay -> stay.span(now).touches(span)).toList();
    }

    private static int people(Collection<Stay> stays) {
        return count(stays.stream().map(Stay::person).distinct());
    }

    private static int count(Stream<?> stream) {
        return (int) stream.count();
    }

    /** When clocks are set back an hour comes twice, and when they are put forward one is missing. */
    private Map<Integer, List<Span>> hours() {
        var hours = new LinkedHashMap<Integer, List<Span>>();
        var today = span();
        for (var begin = today.from(); begin.isBefore(today.to()); begin = begin.plusSeconds(3600)) {
            hours.computeIfAbsent(begin.atZone(zone).getHour(), hour -> new ArrayList<>())
                    .add(new Span(begin, begin.plusSeconds(3600)));
        }
        return hours;
    }
}
