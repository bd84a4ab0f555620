package org.lectorium.conference.ical4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectorium.conference.ical4j.Calendars.Event;

class CalendarsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant START = Instant.parse("2026-10-20T07:00:00Z");
    private static final Duration LONG = Duration.ofMinutes(90);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FREQ=WEEKLY;COUNT=15 | true",
                "FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20270101T000000Z | true",
                "FREQ=MONTHLY;BYDAY=1TU | true",
                "FREQ=YEARLY | true",
                "FREQ=SECONDLY | false",
                "FREQ=HOURLY | false",
                "FREQ=DAILY;BYHOUR=1,2,3 | false",
                "every day | false",
                "FREQ=OFTEN | false",
                "COUNT=3 | false",
                "FREQ=WEEKLY;COUNT=x | false",
                "'FREQ=WEEKLY;COUNT=1\nATTENDEE:x' | false"
            })
    void knowsRules(String rule, boolean good) {
        assertThat(Calendars.isRule(rule)).isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource({"Europe/Berlin, true", "Asia/Yekaterinburg, true", "UTC, true", "Mars/Base, false", "+03:00, false"})
    void knowsZones(String zone, boolean good) {
        assertThat(Calendars.isZone(zone)).isEqualTo(good);
    }

    @Test
    void keepsTheHourOverTheEndOfSummerTime() {
        var next = Calendars.next(START, LONG, BERLIN, "FREQ=WEEKLY;COUNT=4", START, 5);

        assertThat(next.stream()
                        .map(each -> ZonedDateTime.ofInstant(each, BERLIN).getHour()))
                .containsExactly(9, 9, 9, 9);
        assertThat(next).hasSize(4).startsWith(START).contains(Instant.parse("2026-10-27T08:00:00Z"));
    }

    @Test
    void countsWhatHasNotEnded() {
        assertThat(next(null, START.plusSeconds(60))).containsExactly(START);
        assertThat(next(null, START.plus(LONG))).isEmpty();
        assertThat(next("FREQ=DAILY", START.plusSeconds(60))).hasSize(5).startsWith(START);
        assertThat(next("FREQ=DAILY;COUNT=1", START.plus(LONG))).isEmpty();
        assertThat(next("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", START))
                .doesNotContainNull()
                .hasSizeLessThan(2);
    }

    private static List<Instant> next(@Nullable String rule, Instant now) {
        return Calendars.next(START, LONG, BERLIN, rule, now, 5);
    }

    @Test
    void isReadBackByCalendars() throws Exception {
        var once = event(null);
        var series = event("FREQ=WEEKLY;COUNT=15");

        var read = new CalendarBuilder()
                .build(new ByteArrayInputStream(Calendars.write("Комната; и, прочее", List.of(once, series))));

        read.validate();
        assertThat(read.getProperty("X-WR-CALNAME").orElseThrow().getValue()).isEqualTo("Комната; и, прочее");
        List<VEvent> events = read.getComponents(Component.VEVENT);
        assertThat(value(events.get(0), Property.DTSTART)).isEqualTo("20261020T070000Z");
        assertThat(value(events.get(0), Property.DTEND)).isEqualTo("20261020T083000Z");
        assertThat(value(events.get(0), Property.SUMMARY)).isEqualTo("Семинар:\nчасть, 1");
        assertThat(value(events.get(1), Property.DTSTART)).isEqualTo("20261020T090000");
        assertThat(events.get(1).getProperty(Property.DTSTART).orElseThrow().toString())
                .contains("TZID=Europe/Berlin");
        assertThat(events.get(1).getProperty(Property.RRULE).orElseThrow().getValue())
                .isEqualTo("FREQ=WEEKLY;COUNT=15");
        assertThat(read.getComponents(Component.VTIMEZONE)).hasSize(1);
    }

    private static String value(VEvent event, String property) {
        return event.getProperty(property).orElseThrow().getValue();
    }

    private static Event event(@Nullable String rule) {
        return new Event(
                "uid-" + rule,
                "Семинар:\nчасть, 1",
                START,
                LONG,
                BERLIN,
                rule,
                "",
                URI.create("https://lectorium.example.org/room/x"),
                START);
    }
}
