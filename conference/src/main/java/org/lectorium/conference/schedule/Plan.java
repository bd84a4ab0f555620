package org.lectorium.conference.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.ical4j.Calendars;
import org.lectorium.conference.rooms.Given;

/** When a meeting is to be; see {@link Meeting}. */
public record Plan(
        String title,
        Instant startsAt,
        Duration duration,
        ZoneId zone,
        @Nullable String rrule) {

    private static final int MAX_TITLE = 200;
    private static final int MAX_RULE = 300;
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Instant EARLIEST =
            LocalDate.of(2020, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
    private static final Instant LATEST =
            LocalDate.of(2100, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);

    public static Plan of(
            @Nullable String title,
            @Nullable Instant startsAt,
            long seconds,
            @Nullable String zone,
            @Nullable String rrule) {
        if (startsAt == null || startsAt.isBefore(EARLIEST) || startsAt.isAfter(LATEST)) {
            throw Given.invalid("startsAt", null);
        }
        if (seconds < 1 || seconds > LONGEST.toSeconds()) {
            throw Given.invalid("durationSeconds", null);
        }
        var named = Given.required("zone", zone, MAX_TITLE);
        if (!Calendars.isZone(named)) {
            throw Given.invalid("zone", null);
        }
        var rule = Given.optional("rrule", rrule, MAX_RULE);
        if (rule != null && !Calendars.isRule(rule)) {
            throw Given.invalid("rrule", null);
        }
        return new Plan(
                Given.required("title", title, MAX_TITLE),
                startsAt,
                Duration.ofSeconds(seconds),
                ZoneId.of(named),
                rule);
    }
}
