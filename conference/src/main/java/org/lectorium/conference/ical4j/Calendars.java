package org.lectorium.conference.ical4j;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Recur;
import net.fortuna.ical4j.model.TimeZone;
import net.fortuna.ical4j.model.TimeZoneRegistry;
import net.fortuna.ical4j.model.TimeZoneRegistryFactory;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Method;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.RRule;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import net.fortuna.ical4j.transform.recurrence.Frequency;
import org.jspecify.annotations.Nullable;

/** Writes calendars, and counts series out. */
public final class Calendars {

    private static final TimeZoneRegistry ZONES =
            TimeZoneRegistryFactory.getInstance().createRegistry();

    /** Nothing that meets every second: counting it out would never end. */
    private static final Set<Frequency> FREQUENCIES =
            EnumSet.of(Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY, Frequency.YEARLY);

    /** What makes more of one day than one meeting, or days hard to find, helps nobody. */
    private static final Pattern TOO_FINE = Pattern.compile("BY(HOUR|MINUTE|SECOND|YEARDAY|WEEKNO|SETPOS)");

    private static final Duration REACH = Duration.ofDays(5 * 366);

    private Calendars() {}

    /**
     * Something that takes place.
     *
     * @param uid by which calendars know it again
     * @param rrule null if it takes place once
     * @param description empty for none
     */
    public record Event(
            String uid,
            String title,
            Instant startsAt,
            Duration duration,
            ZoneId zone,
            @Nullable String rrule,
            String description,
            @Nullable URI url,
            Instant changedAt) {}

    /** Whether it is a rule that can be counted out. */
    public static boolean isRule(String rrule) {
        try {
            return FREQUENCIES.contains(new Recur<ZonedDateTime>(rrule).getFrequency())
                    && !TOO_FINE.matcher(rrule).find();
        } catch (IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }

    /** Whether calendars know the zone. */
    public static boolean isZone(String zone) {
        return ZoneId.getAvailableZoneIds().contains(zone)
                && (isUtc(ZoneId.of(zone)) || zone(zone).isPresent());
    }

    private static Optional<TimeZone> zone(String zone) {
        return Optional.ofNullable(ZONES.getTimeZone(zone));
    }

    private static boolean isUtc(ZoneId zone) {
        return zone.getRules().isFixedOffset()
                && zone.getRules().getOffset(Instant.EPOCH).getTotalSeconds() == 0;
    }

    /** When it takes place next: those that have not ended by then, within five years. */
    public static List<Instant> next(
            Instant startsAt, Duration duration, ZoneId zone, @Nullable String rrule, Instant now, int most) {
        var since = now.minus(duration);
        if (rrule == null) {
            return startsAt.isAfter(since) ? List.of(startsAt) : List.of();
        }
        var first = startsAt.atZone(zone);
        var from = since.isAfter(startsAt) ? since.atZone(zone) : first;
        return new Recur<ZonedDateTime>(rrule)
                .getDates(first, from, from.plus(REACH), most).stream()
                        .map(ZonedDateTime::toInstant)
                        .filter(each -> each.isAfter(since))
                        .sorted()
                        .limit(most)
                        .toList();
    }

    /** @param name of the whole calendar; null for a file with one event */
    public static byte[] write(@Nullable String name, List<Event> events) {
        var calendar = new Calendar();
        calendar.add(new ProdId("-//Lectorium//conferences//EN"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(new Method("PUBLISH"));
        if (name != null) {
            calendar.add(new XProperty("X-WR-CALNAME", name));
        }
        var zones = new LinkedHashSet<ZoneId>();
        for (var event : events) {
            if (event.rrule() != null && !isUtc(event.zone())) {
                zones.add(event.zone());
            }
        }
        zones.forEach(zone -> zone(zone.getId()).ifPresent(known -> calendar.add(known.getVTimeZone())));
        events.forEach(event -> calendar.add(event(event)));
        var out = new ByteArrayOutputStream();
        try {
            new CalendarOutputter(false).output(calendar, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static VEvent event(Event event) {
        var start = start(event);
        var made = new VEvent(false);
        made.add(new Uid(event.uid()));
        made.add(new DtStamp(event.changedAt().truncatedTo(ChronoUnit.SECONDS)));
        made.add(new DtStart<>(start));
        made.add(new DtEnd<>(start.plus(event.duration())));
        made.add(new Summary(event.title()));
        if (event.rrule() != null) {
            made.add(new RRule<>(new Recur<ZonedDateTime>(event.rrule())));
        }
        if (!event.description().isEmpty()) {
            made.add(new Description(event.description()));
        }
        if (event.url() != null) {
            made.add(new Url(event.url()));
        }
        return made;
    }

    /** A single one needs no zone: its instant is enough. */
    private static Temporal start(Event event) {
        var start = event.startsAt().truncatedTo(ChronoUnit.SECONDS);
        return event.rrule() == null || isUtc(event.zone()) ? start : start.atZone(event.zone());
    }
}
