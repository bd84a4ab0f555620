package org.lectorium.conference.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lectorium.conference.statistics.DayOfConferences.DayFigure;
import org.lectorium.conference.statistics.DayOfConferences.Held;
import org.lectorium.conference.statistics.DayOfConferences.HourFigure;
import org.lectorium.conference.statistics.DayOfConferences.Stay;

class DayOfConferencesTest {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate DAY = LocalDate.parse("2026-11-25");
    private static final Instant LATER = Instant.parse("2026-12-24T00:00:00Z");

    @Test
    void countsTheRoomsAndAllOfThem() {
        var figures = day(
                        List.of(
                                held("physics", "2026-11-25T10:00", "2026-11-25T11:00"),
                                held("maths", "2026-11-25T10:30", "2026-11-25T12:00")),
                        List.of(
                                stay("physics", "user:a", "2026-11-25T10:00", "2026-11-25T10:30"),
                                stay("physics", "user:b", "2026-11-25T10:00", "2026-11-25T11:00"),
                                stay("maths", "user:a", "2026-11-25T10:30", "2026-11-25T12:00"),
                                stay("maths", "guest::Ann", "2026-11-25T10:45", "2026-11-25T11:45")),
                        Map.of("physics", 3, "maths", 2))
                .figures(LATER);

        assertThat(figures.days())
                .extracting(DayFigure::room, DayFigure::conferences, DayFigure::people, DayFigure::guests)
                .containsExactly(tuple("", 2, 3, 1), tuple("maths", 1, 2, 1), tuple("physics", 1, 2, 0));
        var all = figures.days().getFirst();
        assertThat(all.joins()).isEqualTo(4);
        assertThat(all.personSeconds()).isEqualTo(60 * (30 + 60 + 90 + 60));
        assertThat(all.peak()).isEqualTo(3);
        assertThat(all.peakConferences()).isEqualTo(2);
        assertThat(all.messages()).isEqualTo(5);
        assertThat(all.ended()).isEqualTo(2);
        assertThat(all.endedSeconds()).isEqualTo(60 * (60 + 90));
        assertThat(all.durations()).containsExactly(0, 0, 0, 0, 1, 1, 0, 0, 0, 0);
    }

    @Test
    void splitsAConferenceAtMidnight() {
        var conferences = List.of(held("night", "2026-11-25T23:00", "2026-11-26T02:00"));
        var stays = List.of(stay("night", "user:a", "2026-11-25T23:00", "2026-11-26T02:00"));

        var first = figure(day(DAY, MOSCOW, conferences, stays), LATER);
        var second = figure(day(DAY.plusDays(1), MOSCOW, conferences, stays), LATER);

        assertThat(List.of(first.conferences(), first.ended(), first.people(), first.joins()))
                .containsExactly(1, 0, 1, 1);
        assertThat(first.personSeconds()).isEqualTo(3600);
        assertThat(List.of(second.conferences(), second.ended(), second.people(), second.joins()))
                .containsExactly(0, 1, 1, 0);
        assertThat(second.personSeconds()).isEqualTo(7200);
        assertThat(second.peakConferences()).isEqualTo(1);
        // As long as it was, not as long as it was on that day.
        assertThat(second.endedSeconds()).isEqualTo(3 * 3600);
    }

    @Test
    void countsWhatGoesOnUpToNow() {
        var day = day(
                DAY,
                MOSCOW,
                List.of(held("live", "2026-11-25T10:00", null)),
                List.of(stay("live", "user:a", "2026-11-25T10:00", null)));

        var figure = figure(day, moscow("2026-11-25T10:20"));

        assertThat(figure.personSeconds()).isEqualTo(20 * 60);
        assertThat(figure.ended()).isZero();
        assertThat(day.figures(moscow("2026-11-25T10:20")).hours())
                .filteredOn(hour -> hour.room().equals("live"))
                .containsExactly(new HourFigure("live", 10, 1, 1, 1, 1));
    }

    @Test
    void countsHoursByTheLocalClock() {
        var hours = day(
                        DAY,
                        MOSCOW,
                        List.of(held("maths", "2026-11-25T09:50", "2026-11-25T11:10")),
                        List.of(
                                stay("maths", "user:a", "2026-11-25T09:50", "2026-11-25T11:10"),
                                stay("maths", "user:b", "2026-11-25T10:00", "2026-11-25T10:05"),
                                stay("maths", "user:b", "2026-11-25T10:10", "2026-11-25T10:15")))
                .figures(LATER)
                .hours();

        assertThat(hours)
                .filteredOn(hour -> hour.room().equals("maths"))
                .containsExactly(
                        new HourFigure("maths", 9, 1, 1, 1, 1),
                        new HourFigure("maths", 10, 1, 2, 2, 1),
                        new HourFigure("maths", 11, 1, 1, 1, 1));
    }

    /** On the last Sunday of October the hour from two to three comes twice. */
    @Test
    void takesTheHourThatComesTwiceForOne() {
        var begin = Instant.parse("2026-10-25T00:30:00Z");
        var end = Instant.parse("2026-10-25T01:30:00Z");
        var day = new DayOfConferences(
                LocalDate.parse("2026-10-25"),
                BERLIN,
                List.of(new Held(1, "night", begin, end)),
                List.of(new Stay("night", "user:a", false, begin, end)),
                Map.of());

        assertThat(day.figures(LATER).hours())
                .filteredOn(hour -> hour.room().equals("night"))
                .containsExactly(new HourFigure("night", 2, 1, 1, 1, 1));
        assertThat(figure(day, LATER).personSeconds()).isEqualTo(3600);
    }

    @Test
    void saysNothingOfADayOnWhichNothingWas() {
        var figures = day(DAY, MOSCOW, List.of(), List.of()).figures(LATER);

        assertThat(figures.days()).isEmpty();
        assertThat(figures.hours()).isEmpty();
    }

    private static DayFigure figure(DayOfConferences day, Instant now) {
        return day.figures(now).days().getFirst();
    }

    private static DayOfConferences day(List<Held> conferences, List<Stay> stays, Map<String, Integer> messages) {
        return new DayOfConferences(DAY, MOSCOW, conferences, stays, messages);
    }

    private static DayOfConferences day(LocalDate day, ZoneId zone, List<Held> conferences, List<Stay> stays) {
        return new DayOfConferences(day, zone, conferences, stays, Map.of());
    }

    private static Held held(String room, String from, @Nullable String to) {
        return new Held(1, room, moscow(from), to == null ? null : moscow(to));
    }

    private static Stay stay(String room, String person, String from, @Nullable String to) {
        return new Stay(room, person, person.startsWith("guest"), moscow(from), to == null ? null : moscow(to));
    }

    private static Instant moscow(String local) {
        return LocalDateTime.parse(local).atZone(MOSCOW).toInstant();
    }
}
