package org.lectorium.conference.statistics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.statistics.DayOfConferences.Figures;
import org.lectorium.core.ArchiveFigures.Recorded;

/** The figures that stay, and what they are made from. */
public interface StatisticsTable {

    /** Keeps other nodes from making figures until the transaction ends; false if one of them does. */
    boolean tryLock();

    /** As {@link #tryLock}, but waits for the other. */
    void lock();

    /**
     * The days on which something changed, from about so many changes; nobody else is told. Empty once there is
     * nothing left.
     */
    Set<LocalDate> takeChanged(ZoneId zone, Instant now, int most);

    /** Of conferences that go on: those of today and yesterday, earlier ones stand still. */
    Set<LocalDate> daysUnderWay(ZoneId zone, Instant now);

    /** Figures of earlier days are never made anew. */
    @Nullable
    LocalDate sealedBefore();

    /** Does nothing if it is sealed already. */
    void sealBefore(LocalDate day);

    DayOfConferences read(LocalDate day, ZoneId zone);

    /** Replaces those of the day. */
    void save(Figures figures);

    @Nullable
    Instant recordingsSince();

    /** Counts never fall: what was recorded was recorded, whatever became of it. */
    void saveRecordings(Collection<Recorded> recorded, Instant since);

    record Day(
            LocalDate day,
            int conferences,
            int people,
            int guests,
            long minutes,
            int peak,
            int peakConferences,
            int recordings,
            int messages) {}

    /** Every day of the period, also those on which nothing was. */
    List<Day> days(RoomScope scope, LocalDate from, LocalDate to);

    record Hour(int hour, double conferences, double people, int peak, int peakConferences) {}

    /** All 24, each the mean of the days of the period. */
    List<Hour> hours(RoomScope scope, LocalDate from, LocalDate to);

    record Room(String room, int conferences, int people, long minutes, int recordings, int messages) {}

    /** The busiest first. */
    List<Room> rooms(RoomScope scope, LocalDate from, LocalDate to);

    record Sums(
            long guests,
            long conferences,
            long ended,
            long endedSeconds,
            long joins,
            long personSeconds,
            long messages,
            long recordings) {}

    Sums sums(RoomScope scope);

    /** Of all conferences that ended, how many were how long, in the order of {@link Durations}. */
    List<Long> durations();

    /** How many accounts are known to have been in the rooms; those that were forgotten are not. */
    long accounts(RoomScope scope);
}
