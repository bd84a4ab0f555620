package org.lectorium.catalog.postgres;

import static org.lectorium.core.postgres.SqlValues.instant;
import static org.lectorium.core.postgres.SqlValues.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lectorium.catalog.Expected;
import org.lectorium.catalog.ExpectedTable;
import org.lectorium.core.RecordedMeeting;
import org.lectorium.core.RecorderRun;
import org.lectorium.core.RecordingId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

@Repository
class JdbcExpectedTable implements ExpectedTable {

    private static final String SELECT = """
            select session, card, room, meeting_id, conference, asked_at, started_at, ended_at, failure, end_heard_at,
                   recording, missing_at, dismissed_at
            from catalog.expected
            """;

    /** A recorder names its file before the room sees it recording. */
    private static final String OF_THAT_RUN = """
            r.size_bytes > 0 and r.uploaded_by is null
                and (r.recorder_session = e.session
                    or r.recorder_session is null
                        and (r.meeting_id = e.meeting_id or r.meeting_id is null and r.room = e.room)
                        and coalesce(r.delivered_start, r.started_at)
                            between e.asked_at - interval '10 seconds' and coalesce(e.ended_at, 'infinity')
                        and not exists (select 1 from catalog.expected other where other.recording = r.id))
            """;

    private final JdbcClient jdbc;

    JdbcExpectedTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Expected> find(Collection<String> sessions) {
        return jdbc.sql(SELECT + "where session = any(?)")
                .param(sessions.toArray(String[]::new))
                .query(JdbcExpectedTable::map)
                .list();
    }

    @Override
    public Optional<Expected> lock(String session) {
        return jdbc.sql(SELECT + "where session = ? for no key update")
                .param(session)
                .query(JdbcExpectedTable::map)
                .optional();
    }

    @Override
    public boolean add(Expected expected) {
        return columns(jdbc.sql("""
                                insert into catalog.expected
                                    (session, card, room, meeting_id, conference, asked_at, started_at, ended_at, failure,
                                     end_heard_at, recording, missing_at, dismissed_at)
                                values (:session, :card, :room, :meeting, :conference, :askedAt, :startedAt, :endedAt, :failure,
                                        :endHeardAt, :recording, :missingAt, :dismissedAt)
                                on conflict do nothing
                                """), expected)
                        .param("card", expected.card().value())
                        .update()
                == 1;
    }

    @Override
    public void save(Expected expected) {
        columns(jdbc.sql("""
                                update catalog.expected
                                set room = :room, meeting_id = :meeting, conference = :conference, asked_at = :askedAt,
                                    started_at = :startedAt, ended_at = :endedAt, failure = :failure,
                                    end_heard_at = :endHeardAt, recording = :recording, missing_at = :missingAt,
                                    dismissed_at = :dismissedAt
                                where session = :session
                                """), expected).update();
        if (!expected.isOpen()) {
            jdbc.sql("delete from catalog.missing_mails where session = ?")
                    .param(expected.run().session())
                    .update();
        }
    }

    private static StatementSpec columns(StatementSpec statement, Expected expected) {
        var run = expected.run();
        return statement
                .param("session", run.session())
                .param("room", expected.room())
                .param("meeting", expected.meetingId())
                .param("conference", expected.conference())
                .param("askedAt", Timestamp.from(run.askedAt()))
                .param("startedAt", timestamp(run.startedAt()))
                .param("endedAt", timestamp(run.endedAt()))
                .param("failure", run.failure())
                .param("endHeardAt", timestamp(expected.endHeardAt()))
                .param(
                        "recording",
                        expected.recording() == null
                                ? null
                                : expected.recording().value())
                .param("missingAt", timestamp(expected.missingAt()))
                .param("dismissedAt", timestamp(expected.dismissedAt()));
    }

    /** Whose clock is that far out that no run fits is known by being the only one of its conference. */
    @Override
    public Optional<Expected> lockRunOf(RecordedMeeting meeting, Instant around) {
        return jdbc.sql(SELECT + """
                        where session = :session
                           or :session::text is null and recording is null and started_at is not null
                              and (meeting_id = :meeting
                                      and (:around between asked_at - interval '10 seconds'
                                                       and coalesce(ended_at, 'infinity')
                                          or not exists (
                                              select 1 from catalog.expected other
                                              where other.meeting_id = expected.meeting_id
                                                  and other.session <> expected.session))
                                  or :meeting::text is null and room = :room
                                      and :around between asked_at - interval '10 seconds'
                                                      and coalesce(ended_at, 'infinity'))
                        order by asked_at desc
                        limit 1
                        for no key update
                        """)
                .param("session", meeting.recorderSession())
                .param("meeting", meeting.meetingId())
                .param("room", meeting.room())
                .param("around", Timestamp.from(around))
                .query(JdbcExpectedTable::map)
                .optional();
    }

    @Override
    public Optional<RecordingId> arrivedOf(String session) {
        return jdbc.sql("select r.id from catalog.expected e join catalog.recordings r on " + OF_THAT_RUN
                        + " where e.session = ? order by r.received_at limit 1")
                .param(session)
                .query((row, number) -> new RecordingId(row.getObject("id", UUID.class)))
                .optional();
    }

    @Override
    public List<String> overlooked(int limit) {
        return jdbc.sql("select e.session from catalog.expected e"
                        + " where e.recording is null and e.dismissed_at is null and e.started_at is not null"
                        + " and exists (select 1 from catalog.recordings r where " + OF_THAT_RUN + ") limit ?")
                .param(limit)
                .query((row, number) -> row.getString("session"))
                .list();
    }

    @Override
    public List<String> endedBefore(Instant instant, int limit) {
        return jdbc.sql("""
                        select session from catalog.expected
                        where recording is null and dismissed_at is null and missing_at is null and started_at is not null
                            and ended_at <= :instant and end_heard_at <= :instant
                        order by ended_at limit :limit
                        """)
                .param("instant", Timestamp.from(instant))
                .param("limit", limit)
                .query((row, number) -> row.getString("session"))
                .list();
    }

    @Override
    public Optional<Expected> byCard(RecordingId card) {
        return jdbc.sql(SELECT + "where card = ? for no key update")
                .param(card.value())
                .query(JdbcExpectedTable::map)
                .optional();
    }

    @Override
    public Optional<RecordingId> became(RecordingId card) {
        return jdbc.sql("select recording from catalog.expected where card = ? and recording is not null")
                .param(card.value())
                .query((row, number) -> new RecordingId(row.getObject("recording", UUID.class)))
                .optional();
    }

    @Override
    public void tell(String session, Collection<String> emails, Instant now) {
        jdbc.sql("""
                        insert into catalog.missing_mails (session, email, next_try)
                        select :session, email, :now from unnest(:emails) as email on conflict do nothing
                        """)
                .param("session", session)
                .param("emails", emails.toArray(String[]::new))
                .param("now", Timestamp.from(now))
                .update();
    }

    @Override
    public Optional<Telling> nextTelling(Instant now) {
        return jdbc.sql("""
                        select expected.*, email, tries
                        from catalog.missing_mails join catalog.expected using (session)
                        where next_try <= ? order by next_try limit 1
                        for update of missing_mails skip locked
                        """)
                .param(Timestamp.from(now))
                .query((row, number) -> new Telling(map(row, number), row.getString("email"), row.getInt("tries")))
                .optional();
    }

    @Override
    public void told(Telling telling) {
        jdbc.sql("delete from catalog.missing_mails where session = ? and email = ?")
                .params(telling.expected().run().session(), telling.email())
                .update();
    }

    @Override
    public void retry(Telling telling, Instant now, Duration later) {
        jdbc.sql("""
                        update catalog.missing_mails set tries = tries + 1, next_try = :next
                        where session = :session and email = :email
                        """)
                .param("next", Timestamp.from(now.plus(later)))
                .param("session", telling.expected().run().session())
                .param("email", telling.email())
                .update();
    }

    private static Expected map(ResultSet row, int number) throws SQLException {
        var recording = row.getObject("recording", UUID.class);
        return new Expected(
                new RecordingId(row.getObject("card", UUID.class)),
                row.getString("room"),
                row.getString("meeting_id"),
                row.getObject("conference", Integer.class),
                new RecorderRun(
                        row.getString("session"),
                        row.getTimestamp("asked_at").toInstant(),
                        instant(row, "started_at"),
                        instant(row, "ended_at"),
                        row.getString("failure")),
                instant(row, "end_heard_at"),
                recording == null ? null : new RecordingId(recording),
                instant(row, "missing_at"),
                instant(row, "dismissed_at"));
    }
}
