package org.lectorium.conference.callbacks.postgres;

import static org.lectorium.core.postgres.SqlValues.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.callbacks.ConferencesTable;
import org.lectorium.conference.story.Identity;
import org.lectorium.conference.story.Story.Attendance;
import org.lectorium.conference.story.Story.Message;
import org.lectorium.conference.story.Story.Poll;
import org.lectorium.conference.story.Story.RecorderRun;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Stories are told again and again; of what is there already only the differences are written. */
@Repository
class JdbcConferencesTable implements ConferencesTable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SYNC = "sync:";

    private final JdbcClient jdbc;
    private final LastStories last = new LastStories();

    JdbcConferencesTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public int save(Derived conference, Instant now) {
        var story = conference.story();
        int number = update(conference, now).orElseGet(() -> insert(conference, now));
        var before = last.of(number);
        if (!story.attendances().equals(before.attendances())) {
            saveAttendances(number, story.attendances());
        }
        saveMessages(number, changed(before.messages(), story.messages()));
        if (!story.polls().equals(before.polls())) {
            savePolls(number, story.polls());
        }
        if (!story.recorders().equals(before.recorders())) {
            saveRecorders(number, story.recorders());
        }
        last.keepAfterCommit(number, story);
        return number;
    }

    /** Not an upsert, which would use up a number at every try. */
    private Optional<Integer> update(Derived conference, Instant now) {
        return columns(jdbc.sql("""
                                update conference.conferences
                                set started_at = :startedAt, ended_at = :endedAt, end_reason = :endReason,
                                    uncertain = :uncertain, people = :people, peak = :peak, messages = :messages,
                                    person_seconds = :personSeconds, boot = :boot,
                                    heard_at = greatest(heard_at, :heardAt)
                                where room_jid = :roomJid and meeting = :key
                                returning number
                                """), conference, now).query(Integer.class).optional();
    }

    private int insert(Derived conference, Instant now) {
        return columns(jdbc.sql("""
                                insert into conference.conferences
                                    (room, room_jid, meeting, started_at, ended_at, end_reason, uncertain, people, peak,
                                     messages, person_seconds, boot, heard_at)
                                values (:room, :roomJid, :key, :startedAt, :endedAt, :endReason, :uncertain, :people, :peak,
                                        :messages, :personSeconds, :boot, :heardAt)
                                returning number
                                """), conference, now)
                .param("room", conference.room())
                .query(Integer.class)
                .single();
    }

    private static StatementSpec columns(StatementSpec statement, Derived conference, Instant now) {
        var story = conference.story();
        return statement
                .param("roomJid", conference.roomJid())
                .param("key", conference.key())
                .param("startedAt", Timestamp.from(story.startedAt()))
                .param("endedAt", timestamp(story.endedAt()))
                .param("endReason", story.endReason())
                .param("uncertain", story.uncertain())
                .param("people", story.peopleCount())
                .param("peak", story.peak())
                .param("messages", story.messageCount())
                .param("personSeconds", story.personSeconds(now))
                .param("boot", conference.boot())
                .param("heardAt", Timestamp.from(conference.heardAt()));
    }

    /** The bounds of an interval move when more is heard; those that are not told any more are gone. */
    private void saveAttendances(int conference, List<Attendance> attendances) {
        var rows = new Columns<>(attendances)
                .add("participants", "text", row -> row.occupant().participant())
                .add("joined", "timestamptz", row -> row.joinedAt().toString())
                .add("lefts", "timestamptz", row -> text(row.leftAt()))
                .add("uncertains", "boolean", Attendance::uncertain)
                .add("kinds", "text", row -> row.occupant().kind().word())
                .add("users", "uuid", row -> user(row.occupant().identity()))
                .add("passes", "uuid", row -> row.occupant().identity().pass())
                .add("names", "text", row -> row.occupant().identity().name())
                .add("emails", "text", row -> row.occupant().identity().email())
                .add("moderators", "boolean", row -> row.occupant().moderator());
        jdbc.sql("""
                        with told as (
                            select * from %s as told (participant, joined_at, left_at, uncertain, kind, user_id, pass_id, name,
                                                      email, moderator)
                        ), gone as (
                            delete from conference.attendances as kept
                            where conference = :conference and not exists (
                                select 1 from told
                                where told.participant = kept.participant and told.joined_at = kept.joined_at)
                        )
                        insert into conference.attendances as kept
                            (conference, participant, joined_at, left_at, uncertain, kind, user_id, pass_id, name, email,
                             moderator)
                        select :conference, participant, joined_at, left_at, uncertain, kind, user_id, pass_id, name, email,
                               moderator
                        from told
                        on conflict (conference, participant, joined_at) do update set
                            left_at = excluded.left_at, uncertain = excluded.uncertain, user_id = excluded.user_id,
                            pass_id = excluded.pass_id, name = excluded.name, email = excluded.email,
                            moderator = excluded.moderator
                        where (kept.left_at, kept.uncertain, kept.user_id, kept.pass_id, kept.name, kept.email, kept.moderator)
                            is distinct from (excluded.left_at, excluded.uncertain, excluded.user_id, excluded.pass_id, excluded.name,
                                              excluded.email, excluded.moderator)
                        """.formatted(rows.unnest()))
                .params(rows.values())
                .param("conference", conference)
                .update();
    }

    private record Placed(int place, Message message) {

        static Stream<Placed> all(List<Message> messages) {
            return IntStream.range(0, messages.size()).mapToObj(place -> new Placed(place, messages.get(place)));
        }
    }

    private static List<Placed> changed(List<Message> before, List<Message> now) {
        var known = Placed.all(before).collect(Collectors.toSet());
        return Placed.all(now).filter(each -> !known.contains(each)).toList();
    }

    private void saveMessages(int conference, List<Placed> messages) {
        if (messages.isEmpty()) {
            return;
        }
        var rows = new Columns<>(messages)
                .add("ids", "text", row -> row.message().id())
                .add("places", "bigint", Placed::place)
                .add("ats", "timestamptz", row -> row.message().at().toString())
                .add("participants", "text", row -> row.message().participant())
                .add("users", "uuid", row -> user(row.message().author()))
                .add("authors", "text", row -> name(row.message().author()))
                .add("bodies", "text", row -> row.message().text())
                .add("replies", "text", row -> row.message().replyTo())
                .add("retracted", "timestamptz", row -> text(row.message().retractedAt()))
                .add("reactions", "text", row -> reactions(row.message().reactions()));
        jdbc.sql("""
                        insert into conference.messages as kept
                            (conference, id, place, at, participant, user_id, author, body, reply_to, retracted_at,
                             reactions)
                        select :conference, id, place, at, participant, user_id, author, body, reply_to, retracted_at,
                               reactions::jsonb
                        from %s
                            as told (id, place, at, participant, user_id, author, body, reply_to, retracted_at, reactions)
                        on conflict (conference, id) do update set
                            place = excluded.place, body = excluded.body, author = excluded.author, user_id = excluded.user_id,
                            retracted_at = excluded.retracted_at, reactions = excluded.reactions
                        where (kept.place, kept.body, kept.author, kept.user_id, kept.reactions)
                            is distinct from
                            (excluded.place, excluded.body, excluded.author, excluded.user_id, excluded.reactions)
                        """.formatted(rows.unnest()))
                .params(rows.values())
                .param("conference", conference)
                .update();
    }

    private void savePolls(int conference, List<Poll> polls) {
        if (polls.isEmpty()) {
            return;
        }
        var rows = new Columns<>(polls)
                .add("ids", "text", Poll::id)
                .add("ats", "timestamptz", row -> row.at().toString())
                .add("questions", "text", Poll::question)
                .add("authors", "text", row -> name(row.author()))
                .add("answers", "text", row -> JSON.writeValueAsString(row.answers()));
        jdbc.sql("""
                        insert into conference.polls (conference, id, at, question, author, answers)
                        select :conference, id, at, question, author, answers::jsonb
                        from %s as told (id, at, question, author, answers)
                        on conflict (conference, id) do update set answers = excluded.answers
                        """.formatted(rows.unnest()))
                .params(rows.values())
                .param("conference", conference)
                .update();
    }

    private void saveRecorders(int conference, List<RecorderRun> recorders) {
        if (recorders.isEmpty()) {
            return;
        }
        var rows = new Columns<>(recorders)
                .add("sessions", "text", RecorderRun::session)
                .add("asked", "timestamptz", row -> row.askedAt().toString())
                .add("started", "timestamptz", row -> text(row.startedAt()))
                .add("ended", "timestamptz", row -> text(row.endedAt()))
                .add("modes", "text", RecorderRun::mode)
                .add("failures", "text", RecorderRun::failure);
        jdbc.sql("""
                        insert into conference.recorder_runs
                            (conference, session, asked_at, started_at, ended_at, mode, failure)
                        select :conference, session, asked_at, started_at, ended_at, mode, failure
                        from %s as told (session, asked_at, started_at, ended_at, mode, failure)
                        on conflict (conference, session) do update set
                            started_at = excluded.started_at, ended_at = excluded.ended_at, failure = excluded.failure
                        """.formatted(rows.unnest()))
                .params(rows.values())
                .param("conference", conference)
                .update();
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static @Nullable UUID user(Identity identity) {
        return identity.user() == null ? null : identity.user().value();
    }

    private static String name(Identity identity) {
        return identity.name() == null ? "" : identity.name();
    }

    private static String reactions(Map<String, Integer> reactions) {
        return JSON.writeValueAsString(reactions.entrySet().stream()
                .map(entry -> Map.of("emoji", entry.getKey(), "count", entry.getValue()))
                .toList());
    }

    /** Rows as arrays, one for each column, since PostgreSQL takes many rows at once in no other form. */
    private static final class Columns<R> {

        private final List<R> rows;
        private final LinkedHashMap<String, String> types = new LinkedHashMap<>();
        private final HashMap<String, Object> values = new HashMap<>();

        Columns(List<R> rows) {
            this.rows = rows;
        }

        Columns<R> add(String name, String type, Function<R, ? extends @Nullable Object> value) {
            types.put(name, type);
            values.put(name, rows.stream().map(value).map(Columns::text).toArray(String[]::new));
            return this;
        }

        private static @Nullable String text(@Nullable Object value) {
            return value == null ? null : value.toString();
        }

        String unnest() {
            return types.entrySet().stream()
                    .map(column -> ":" + column.getKey() + "::text[]::" + column.getValue() + "[]")
                    .collect(Collectors.joining(", ", "unnest(", ")"));
        }

        Map<String, Object> values() {
            return values;
        }
    }

    @Override
    public Optional<Integer> number(String roomJid, String key) {
        return jdbc.sql("select number from conference.conferences where room_jid = :room and meeting = :key")
                .param("room", roomJid)
                .param("key", key)
                .query(Integer.class)
                .optional();
    }

    @Override
    public Optional<Overlapping> overlapping(String roomJid, Instant from, @Nullable Instant to) {
        return jdbc.sql("""
                        select number, meeting from conference.conferences
                        where room_jid = :room and started_at <= coalesce(:to::timestamptz, 'infinity')
                            and coalesce(ended_at, 'infinity') >= :from
                        order by meeting like 'sync:%', started_at
                        limit 1
                        """)
                .param("room", roomJid)
                .param("from", Timestamp.from(from))
                .param("to", timestamp(to))
                .query((row, number) -> new Overlapping(row.getInt("number"), row.getString("meeting")))
                .optional();
    }

    @Override
    public void rename(int number, String key) {
        jdbc.sql("update conference.conferences set meeting = :key where number = :number")
                .param("key", key)
                .param("number", number)
                .update();
    }

    @Override
    public void endBoot(UUID boot, Instant at) {
        jdbc.sql("""
                        insert into conference.boots (boot, first_at, last_at, last_seq, events, is_over)
                        values (:boot, :at, :at, 0, 0, true)
                        on conflict (boot) do update set is_over = true
                        """).param("boot", boot).param("at", Timestamp.from(at)).update();
        jdbc.sql("""
                        insert into conference.derivations (room_jid, meeting)
                        select room_jid, meeting from conference.conferences where ended_at is null and boot = ?
                        """).param(boot).update();
    }

    @Override
    public boolean isOver(UUID boot) {
        return jdbc.sql("select exists (select 1 from conference.boots where boot = ? and is_over)")
                .param(boot)
                .query(Boolean.class)
                .single();
    }

    @Override
    public void noteDropped(UUID boot, long events) {
        jdbc.sql("update conference.boots set dropped = dropped + :events where boot = :boot")
                .param("events", events)
                .param("boot", boot)
                .update();
    }

    @Override
    public Optional<Instant> heardAt(String roomJid, String key) {
        return jdbc.sql("select heard_at from conference.conferences where room_jid = :room and meeting = :key")
                .param("room", roomJid)
                .param("key", key)
                .query((row, number) -> row.getTimestamp("heard_at").toInstant())
                .optional();
    }

    @Override
    public List<Open> openOf(UUID boot) {
        return jdbc.sql("""
                        select room_jid, meeting, heard_at from conference.conferences
                        where ended_at is null and boot = ?
                        """).param(boot).query(JdbcConferencesTable::open).list();
    }

    @Override
    public List<Open> silentSince(Instant instant, Instant ofSync) {
        return jdbc.sql("""
                        select room_jid, meeting, heard_at from conference.conferences
                        where ended_at is null
                            and heard_at < case when meeting like 'sync:%' then :ofSync::timestamptz
                                                else :instant::timestamptz end
                        """)
                .param("instant", Timestamp.from(instant))
                .param("ofSync", Timestamp.from(ofSync))
                .query(JdbcConferencesTable::open)
                .list();
    }

    private static Open open(ResultSet row, int number) throws SQLException {
        var key = row.getString("meeting");
        boolean sync = key.startsWith(SYNC);
        return new Open(
                new RoomInstance(row.getString("room_jid"), sync ? "" : key),
                row.getTimestamp("heard_at").toInstant(),
                sync ? Long.valueOf(key.substring(SYNC.length())) : null);
    }

    @Override
    public void heard(Collection<RoomInstance> instances, Instant at) {
        var rows = new Columns<>(List.copyOf(instances))
                .add("rooms", "text", RoomInstance::roomJid)
                .add("meetings", "text", RoomInstance::meeting);
        jdbc.sql("""
                        update conference.conferences as kept set heard_at = greatest(heard_at, :at)
                        from %s as told (room_jid, meeting)
                        where kept.room_jid = told.room_jid and kept.meeting = told.meeting
                        """.formatted(rows.unnest()))
                .params(rows.values())
                .param("at", Timestamp.from(at))
                .update();
    }
}
