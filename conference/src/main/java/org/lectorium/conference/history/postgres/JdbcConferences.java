package org.lectorium.conference.history.postgres;

import static org.lectorium.core.postgres.SqlValues.instant;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.lectorium.core.ChatLine;
import org.lectorium.core.ConferenceFacts;
import org.lectorium.core.Conferences;
import org.lectorium.core.RecordedMeeting;
import org.lectorium.core.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the catalog asks. */
@Repository
class JdbcConferences implements Conferences {

    private final JdbcClient jdbc;

    JdbcConferences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<ConferenceFacts> recordedIn(RecordedMeeting meeting, Instant around) {
        return jdbc.sql("""
                        select number, room, meeting, started_at, ended_at from conference.conferences
                        where meeting = :meeting
                            or number in (select conference from conference.recorder_runs where session = :session)
                            or :meeting::text is null and room = :room and started_at <= :around
                                and coalesce(ended_at, 'infinity') >= :around
                        order by meeting = :meeting desc nulls last,
                            number in (select conference from conference.recorder_runs where session = :session) desc,
                            started_at desc
                        limit 1
                        """)
                .param("meeting", meeting.meetingId())
                .param("session", meeting.recorderSession())
                .param("room", meeting.room())
                .param("around", Timestamp.from(around))
                .query((row, number) -> new ConferenceFacts(
                        row.getInt("number"),
                        row.getString("room"),
                        row.getString("meeting").startsWith("sync:") ? null : row.getString("meeting"),
                        row.getTimestamp("started_at").toInstant(),
                        instant(row, "ended_at"),
                        attended(row.getInt("number"))))
                .optional();
    }

    private Set<UserId> attended(int conference) {
        return jdbc
                .sql("""
                        select distinct user_id from conference.attendances
                        where conference = ? and user_id is not null and kind = 'participant'
                        """)
                .param(conference)
                .query((row, number) -> new UserId(row.getObject("user_id", UUID.class)))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * A recorder is named by its session. Without that it was the run that was asked for before that moment and not over
     * yet: a recorder names its file before the room sees it recording. Whose clock is that far out that no run fits is
     * known by being the only one of its conference.
     */
    @Override
    public Optional<Instant> recordingBegan(RecordedMeeting meeting, Instant around) {
        return jdbc.sql("""
                        select r.started_at
                        from conference.recorder_runs r join conference.conferences c on c.number = r.conference
                        where r.started_at is not null
                            and (r.session = :session
                                or :session::text is null and r.mode = 'file'
                                    and (c.meeting = :meeting or :meeting::text is null and c.room = :room)
                                    and :around between r.asked_at - interval '10 seconds'
                                                    and coalesce(r.ended_at, 'infinity')
                                or :session::text is null and r.mode = 'file' and c.meeting = :meeting
                                    and not exists (
                                        select 1 from conference.recorder_runs other
                                        where other.conference = r.conference and other.mode = 'file'
                                            and other.session <> r.session))
                        order by r.started_at desc
                        limit 1
                        """)
                .param("session", meeting.recorderSession())
                .param("meeting", meeting.meetingId())
                .param("room", meeting.room())
                .param("around", Timestamp.from(around))
                .query((row, number) -> row.getTimestamp("started_at").toInstant())
                .optional();
    }

    @Override
    public Map<Integer, List<ChatLine>> chats(Collection<Integer> conferences) {
        var chats = new LinkedHashMap<Integer, List<ChatLine>>();
        jdbc.sql("""
                        select conference, id, at, author, user_id, body, reply_to from conference.messages
                        where conference = any(?) and body is not null order by conference, place
                        """).param(conferences.toArray(Integer[]::new)).query(row -> {
            var user = row.getObject("user_id", UUID.class);
            chats.computeIfAbsent(row.getInt("conference"), number -> new ArrayList<>())
                    .add(new ChatLine(
                            row.getString("id"),
                            row.getTimestamp("at").toInstant(),
                            row.getString("author"),
                            user == null ? null : new UserId(user),
                            row.getString("body"),
                            row.getString("reply_to")));
        });
        return chats;
    }
}
