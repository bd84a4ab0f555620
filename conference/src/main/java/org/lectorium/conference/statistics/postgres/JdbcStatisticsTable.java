package org.lectorium.conference.statistics.postgres;

import static org.lectorium.core.postgres.SqlValues.instant;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.statistics.DayOfConferences;
import org.lectorium.conference.statistics.DayOfConferences.Figures;
import org.lectorium.conference.statistics.DayOfConferences.Held;
import org.lectorium.conference.statistics.DayOfConferences.Stay;
import org.lectorium.conference.statistics.RoomScope;
import org.lectorium.conference.statistics.RoomScope.Everything;
import org.lectorium.conference.statistics.RoomScope.Rooms;
import org.lectorium.conference.statistics.StatisticsTable;
import org.lectorium.core.ArchiveFigures.Recorded;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcStatisticsTable implements StatisticsTable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String LOCK = "hashtext('conference.statistics')";

    /** Which conferences touch a day. None lasts longer than a month; without a bound every day would read them all. */
    private static final String TOUCHING = """
            started_at < :end and started_at > cast(:begin as timestamptz) - interval '31 days'
            and (ended_at is null or ended_at >= :begin)
            """;

    private final JdbcClient jdbc;

    JdbcStatisticsTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean tryLock() {
        return jdbc.sql("select pg_try_advisory_xact_lock(" + LOCK + ")")
                .query(Boolean.class)
                .single();
    }

    @Override
    public void lock() {
        jdbc.sql("select pg_advisory_xact_lock(" + LOCK + ")")
                .query((row, number) -> true)
                .list();
    }

    @Override
    public Set<LocalDate> takeChanged(ZoneId zone, Instant now, int most) {
        return Set.copyOf(jdbc.sql("""
                        with taken as (
                            delete from conference.changed_spans where number in (
                                select number from conference.changed_spans order by number limit :most
                                for update skip locked)
                            returning since, coalesce(until, :now) as until)
                        select distinct generate_series(
                            date_trunc('day', greatest(since, until - interval '31 days') at time zone :zone),
                            greatest(since, until) at time zone :zone, interval '1 day')::date
                        from taken
                        """)
                .param("most", most)
                .param("now", Timestamp.from(now))
                .param("zone", zone.getId())
                .query((row, number) -> row.getObject(1, LocalDate.class))
                .list());
    }

    @Override
    public Set<LocalDate> daysUnderWay(ZoneId zone, Instant now) {
        return Set.copyOf(jdbc.sql("""
                        select distinct generate_series(
                            date_trunc('day', greatest(started_at, cast(:now as timestamptz) - interval '1 day')
                                at time zone :zone),
                            cast(:now as timestamptz) at time zone :zone, interval '1 day')::date
                        from conference.conferences where ended_at is null
                        """)
                .param("now", Timestamp.from(now))
                .param("zone", zone.getId())
                .query((row, number) -> row.getObject(1, LocalDate.class))
                .list());
    }

    @Override
    public @Nullable LocalDate sealedBefore() {
        return jdbc.sql("select sealed_before from conference.statistics_state")
                .query((row, number) -> row.getObject(1, LocalDate.class))
                .list()
                .getFirst();
    }

    @Override
    public void sealBefore(LocalDate day) {
        jdbc.sql("update conference.statistics_state set sealed_before = greatest(sealed_before, ?)")
                .param(day)
                .update();
    }

    @Override
    public DayOfConferences read(LocalDate day, ZoneId zone) {
        var window = Map.of(
                "begin", Timestamp.from(DayOfConferences.begin(day, zone)),
                "end", Timestamp.from(DayOfConferences.begin(day.plusDays(1), zone)));
        return new DayOfConferences(day, zone, conferences(window), stays(window), messages(window));
    }

    private List<Held> conferences(Map<String, ?> window) {
        return jdbc.sql("select number, room, started_at, ended_at from conference.conferences where " + TOUCHING)
                .params(window)
                .query((row, number) -> new Held(
                        row.getInt("number"),
                        row.getString("room"),
                        row.getTimestamp("started_at").toInstant(),
                        instant(row, "ended_at")))
                .list();
    }

    /** A guest is told apart by pass and name, as when people of a conference are counted. */
    private List<Stay> stays(Map<String, ?> window) {
        return jdbc.sql("""
                        select room, joined_at, left_at, user_id is null as guest,
                               case when user_id is not null then 'user:' || user_id
                                    when pass_id is not null or name is not null
                                        then 'guest:' || coalesce(pass_id::text, '') || ':' || coalesce(name, '')
                                    else 'participant:' || participant end as person
                        from conference.attendances join conference.conferences on number = conference
                        where kind = 'participant' and joined_at < :end and (left_at is null or left_at >= :begin)
                          and """ + " " + TOUCHING)
                .params(window)
                .query((row, number) -> new Stay(
                        row.getString("room"),
                        row.getString("person"),
                        row.getBoolean("guest"),
                        row.getTimestamp("joined_at").toInstant(),
                        instant(row, "left_at")))
                .list();
    }

    private Map<String, Integer> messages(Map<String, ?> window) {
        var messages = new HashMap<String, Integer>();
        jdbc.sql("""
                        select room, count(*) as messages
                        from conference.messages join conference.conferences on number = conference
                        where retracted_at is null and at >= :begin and at < :end and """ + " " + TOUCHING + " group by room").params(window).query(row -> {
            messages.put(row.getString("room"), row.getInt("messages"));
        });
        return messages;
    }

    @Override
    public void save(Figures figures) {
        for (String table : List.of("day_figures", "hour_figures")) {
            jdbc.sql("delete from conference." + table + " where day = ?")
                    .param(figures.day())
                    .update();
        }
        jdbc.sql("""
                        insert into conference.day_figures
                        select :day, room, conferences, people, guests, joins, "personSeconds", peak,
                               "peakConferences", messages, ended, "endedSeconds", durations
                        from jsonb_to_recordset(:figures::jsonb) as figure (
                            room text, conferences int, people int, guests int, joins int, "personSeconds" bigint,
                            peak int, "peakConferences" int, messages int, ended int, "endedSeconds" bigint,
                            durations int[])
                        """)
                .param("day", figures.day())
                .param("figures", JSON.writeValueAsString(figures.days()))
                .update();
        jdbc.sql("""
                        insert into conference.hour_figures
                        select :day, hour, room, conferences, people, peak, "peakConferences"
                        from jsonb_to_recordset(:figures::jsonb) as figure (
                            hour int, room text, conferences int, people int, peak int, "peakConferences" int)
                        """)
                .param("day", figures.day())
                .param("figures", JSON.writeValueAsString(figures.hours()))
                .update();
    }

    @Override
    public @Nullable Instant recordingsSince() {
        return jdbc.sql("select recordings_since from conference.statistics_state")
                .query((row, number) -> instant(row, "recordings_since"))
                .list()
                .getFirst();
    }

    @Override
    public void saveRecordings(Collection<Recorded> recorded, Instant since) {
        if (!recorded.isEmpty()) {
            var all = new LinkedHashMap<LocalDate, Integer>();
            recorded.forEach(each -> all.merge(each.day(), each.recordings(), Integer::sum));
            all.forEach((day, recordings) -> saveRecordings(day, DayOfConferences.ALL, recordings));
            recorded.stream()
                    .filter(each -> each.room() != null && !each.room().isEmpty())
                    .forEach(
                            each -> saveRecordings(each.day(), Objects.requireNonNull(each.room()), each.recordings()));
        }
        jdbc.sql("update conference.statistics_state set recordings_since = ?")
                .param(Timestamp.from(since))
                .update();
    }

    private void saveRecordings(LocalDate day, String room, int recordings) {
        jdbc.sql("""
                        insert into conference.recording_figures (day, room, recordings) values (:day, :room, :recordings)
                        on conflict (day, room) do update set recordings = excluded.recordings
                        where recording_figures.recordings < excluded.recordings
                        """)
                .param("day", day)
                .param("room", room)
                .param("recordings", recordings)
                .update();
    }

    private static Set<String> rooms(RoomScope scope) {
        return switch (scope) {
            case Everything all -> Set.of(DayOfConferences.ALL);
            case Rooms(var names) -> {
                // No room is called so, and nobody may ask for all by asking for it.
                var rooms = new HashSet<>(names);
                rooms.remove(DayOfConferences.ALL);
                yield rooms;
            }
        };
    }

    private static Map<String, Object> values(RoomScope scope, LocalDate from, LocalDate to) {
        return Map.of("rooms", rooms(scope).toArray(String[]::new), "from", from, "to", to);
    }

    @Override
    public List<Day> days(RoomScope scope, LocalDate from, LocalDate to) {
        return jdbc.sql("""
                        select days.day::date as day, coalesce(conferences, 0) as conferences,
                               coalesce(people, 0) as people, coalesce(guests, 0) as guests,
                               coalesce(seconds, 0) as seconds, coalesce(peak, 0) as peak,
                               coalesce(peak_conferences, 0) as peak_conferences,
                               coalesce(recordings, 0) as recordings, coalesce(messages, 0) as messages
                        from generate_series(cast(:from as date), cast(:to as date), interval '1 day') as days (day)
                        left join (
                            select day, sum(conferences) as conferences, sum(people) as people,
                                   sum(guests) as guests, sum(person_seconds) as seconds, max(peak) as peak,
                                   max(peak_conferences) as peak_conferences, sum(messages) as messages
                            from conference.day_figures
                            where room = any(:rooms) and day between :from and :to group by day) figures
                            on figures.day = days.day::date
                        left join (
                            select day, sum(recordings) as recordings from conference.recording_figures
                            where room = any(:rooms) and day between :from and :to group by day) recorded
                            on recorded.day = days.day::date
                        order by day
                        """)
                .params(values(scope, from, to))
                .query((row, number) -> new Day(
                        row.getObject("day", LocalDate.class),
                        row.getInt("conferences"),
                        row.getInt("people"),
                        row.getInt("guests"),
                        row.getLong("seconds") / 60,
                        row.getInt("peak"),
                        row.getInt("peak_conferences"),
                        row.getInt("recordings"),
                        row.getInt("messages")))
                .list();
    }

    @Override
    public List<Hour> hours(RoomScope scope, LocalDate from, LocalDate to) {
        return jdbc.sql("""
                        select hours.hour, coalesce(sum(conferences), 0)::float8 / :days as conferences,
                               coalesce(sum(people), 0)::float8 / :days as people, coalesce(max(peak), 0) as peak,
                               coalesce(max(peak_conferences), 0) as peak_conferences
                        from generate_series(0, 23) as hours (hour)
                        left join conference.hour_figures figures
                            on figures.hour = hours.hour and room = any(:rooms) and day between :from and :to
                        group by hours.hour order by hours.hour
                        """)
                .params(values(scope, from, to))
                .param("days", to.toEpochDay() - from.toEpochDay() + 1)
                .query((row, number) -> new Hour(
                        row.getInt("hour"),
                        row.getDouble("conferences"),
                        row.getDouble("people"),
                        row.getInt("peak"),
                        row.getInt("peak_conferences")))
                .list();
    }

    @Override
    public List<Room> rooms(RoomScope scope, LocalDate from, LocalDate to) {
        var named = scope instanceof Everything ? "room <> ''" : "room = any(:rooms)";
        return jdbc.sql("""
                        select room, sum(conferences) as conferences, sum(people) as people, sum(seconds) as seconds,
                               sum(recordings) as recordings, sum(messages) as messages
                        from (
                            select room, conferences, people, person_seconds as seconds, messages, 0 as recordings
                            from conference.day_figures where day between :from and :to and %1$s
                            union all
                            select room, 0, 0, 0, 0, recordings
                            from conference.recording_figures where day between :from and :to and %1$s) figures
                        group by room order by seconds desc, room
                        """.formatted(named))
                .params(values(scope, from, to))
                .query((row, number) -> new Room(
                        row.getString("room"),
                        row.getInt("conferences"),
                        row.getInt("people"),
                        row.getLong("seconds") / 60,
                        row.getInt("recordings"),
                        row.getInt("messages")))
                .list();
    }

    @Override
    public Sums sums(RoomScope scope) {
        return jdbc.sql("""
                        select coalesce(sum(guests), 0) as guests, coalesce(sum(conferences), 0) as conferences,
                               coalesce(sum(ended), 0) as ended, coalesce(sum(ended_seconds), 0) as ended_seconds,
                               coalesce(sum(joins), 0) as joins, coalesce(sum(person_seconds), 0) as seconds,
                               coalesce(sum(messages), 0) as messages,
                               (select coalesce(sum(recordings), 0) from conference.recording_figures
                                where room = any(:rooms)) as recordings
                        from conference.day_figures where room = any(:rooms)
                        """)
                .param("rooms", rooms(scope).toArray(String[]::new))
                .query((row, number) -> new Sums(
                        row.getLong("guests"),
                        row.getLong("conferences"),
                        row.getLong("ended"),
                        row.getLong("ended_seconds"),
                        row.getLong("joins"),
                        row.getLong("seconds"),
                        row.getLong("messages"),
                        row.getLong("recordings")))
                .single();
    }

    @Override
    public List<Long> durations() {
        return jdbc.sql("""
                        select sum(class.ended)
                        from conference.day_figures, unnest(durations) with ordinality as class (ended, number)
                        where room = '' group by number order by number
                        """).query((row, number) -> row.getLong(1)).list();
    }

    @Override
    public long accounts(RoomScope scope) {
        var named = scope instanceof Everything ? "true" : "room = any(:rooms)";
        return jdbc.sql("""
                        select count(distinct user_id)
                        from conference.attendances join conference.conferences on number = conference
                        where user_id is not null and """ + " " + named)
                .param("rooms", rooms(scope).toArray(String[]::new))
                .query(Long.class)
                .single();
    }
}
