package org.lectorium.conference.statistics;

import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.statistics.RoomScope.Everything;
import org.lectorium.conference.statistics.RoomScope.Rooms;
import org.lectorium.conference.statistics.StatisticsTable.Day;
import org.lectorium.conference.statistics.StatisticsTable.Hour;
import org.lectorium.conference.statistics.StatisticsTable.Room;
import org.lectorium.core.OwnedRooms;
import org.lectorium.core.People;
import org.lectorium.core.ProblemException;
import org.lectorium.core.Viewer.Person;
import org.springframework.stereotype.Component;

/** Figures as somebody may see them: administrators of everything, others of the rooms that are theirs. */
@Component
public class ShowStatistics {

    /** What is shown if nobody says what: today and the days before. */
    private static final Period USUAL = Period.ofDays(29);

    private static final Period LONGEST = Period.ofYears(10);

    private final StatisticsTable table;
    private final AccumulateFigures accumulate;
    private final OwnedRooms owned;
    private final People people;
    private final Clock clock;
    private final ZoneId zone;

    ShowStatistics(
            StatisticsTable table,
            AccumulateFigures accumulate,
            OwnedRooms owned,
            People people,
            StatisticsSettings settings,
            Clock clock) {
        this.table = table;
        this.accumulate = accumulate;
        this.owned = owned;
        this.people = people;
        this.clock = clock;
        this.zone = settings.zoneId();
    }

    /** Both days are included. */
    public record Dates(LocalDate from, LocalDate to) {}

    /** @throws ProblemException if it ends before it begins, or is too long */
    public Dates dates(@Nullable LocalDate from, @Nullable LocalDate to) {
        var end = to == null ? LocalDate.now(clock.withZone(zone)) : to;
        var begin = from == null ? end.minus(USUAL) : from;
        if (begin.isAfter(end) || begin.isBefore(end.minus(LONGEST)) || end.getYear() > 9999 || begin.getYear() < 1) {
            throw new ProblemException(StatisticsProblem.PERIOD_INVALID);
        }
        return new Dates(begin, end);
    }

    /** A room of others is as good as one that does not exist. */
    private RoomScope scope(Person viewer, @Nullable String room) {
        var asked = room == null || room.isBlank() ? null : room.strip();
        if (viewer.admin()) {
            return asked == null ? new Everything() : new Rooms(Set.of(asked));
        }
        var theirs = owned.ownedBy(viewer.id());
        if (asked == null) {
            return new Rooms(theirs);
        }
        return new Rooms(theirs.contains(asked) ? Set.of(asked) : Set.of());
    }

    /** @param hours that people spent, added up */
    public record Totals(long users, long guests, long conferences, long recordings, long messages, long hours) {}

    public Totals totals(Person viewer) {
        accumulate.refreshToday();
        var scope = scope(viewer, null);
        var sums = table.sums(scope);
        return new Totals(
                viewer.admin() ? people.count() : table.accounts(scope),
                sums.guests(),
                sums.conferences(),
                sums.recordings(),
                sums.messages(),
                sums.personSeconds() / 3600);
    }

    public List<Day> days(Person viewer, @Nullable String room, Dates dates) {
        accumulate.refreshToday();
        return table.days(scope(viewer, room), dates.from(), dates.to());
    }

    public List<Hour> hours(Person viewer, @Nullable String room, Dates dates) {
        accumulate.refreshToday();
        return table.hours(scope(viewer, room), dates.from(), dates.to());
    }

    public List<Room> rooms(Person viewer, Dates dates) {
        accumulate.refreshToday();
        return table.rooms(scope(viewer, null), dates.from(), dates.to());
    }
}
