package org.lectorium.conference.history.postgres;

import static org.lectorium.core.postgres.SqlValues.containing;
import static org.lectorium.core.postgres.SqlValues.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.history.Conference;
import org.lectorium.conference.history.ConferenceFilter;
import org.lectorium.conference.history.HistoryTables;
import org.lectorium.conference.history.Interval;
import org.lectorium.core.Page;
import org.lectorium.core.UserId;
import org.lectorium.core.Viewer.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcHistoryTables implements HistoryTables {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String FROM = """
            from conference.conferences c left join conference.rooms r on r.name = c.room
            """;

    /**
     * Who opens a room anew under the name of one that was deleted owns nothing of what was held in that. The clocks of
     * Prosody and ours may differ a little.
     */
    private static final String OWNED =
            "r.owners @> array[:viewer::uuid] and c.started_at >= r.created_at - interval '10 minutes'";

    private static final String SEEN = """
            (:all or %s
                or exists (select 1 from conference.attendances a where a.conference = c.number and a.user_id = :viewer))
            """.formatted(OWNED);

    private static final String COLUMNS = """
            select c.number, c.room, coalesce(r.title, c.room) as title, c.started_at, c.ended_at, c.end_reason, c.uncertain,
                c.people, c.peak, c.messages,
                (select sum(extract(epoch from coalesce(a.left_at, now()) - a.joined_at))::bigint
                    from conference.attendances a where a.conference = c.number and a.user_id = :viewer) as my_seconds,
                coalesce(%s, false) as owned
            """.formatted(OWNED);

    private final JdbcClient jdbc;

    JdbcHistoryTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Page<Conference> list(Person viewer, ConferenceFilter filter, int page, int size) {
        var conditions = new ArrayList<String>(List.of(SEEN));
        Map<String, Object> values = new HashMap<>(viewer(viewer));
        if (filter.text() != null) {
            conditions.add("(c.room ilike :text or r.title ilike :text or c.number::text = :number)");
            values.put("text", containing(filter.text()));
            values.put("number", filter.text());
        }
        if (filter.room() != null) {
            conditions.add("c.room = :room");
            values.put("room", filter.room());
        }
        if (filter.from() != null) {
            conditions.add("c.started_at >= :from");
            values.put("from", Timestamp.from(filter.from()));
        }
        if (filter.to() != null) {
            conditions.add("c.started_at < :to");
            values.put("to", Timestamp.from(filter.to()));
        }
        if (filter.live()) {
            conditions.add("c.ended_at is null");
        }
        var where = FROM + "where " + String.join(" and ", conditions);
        long total = jdbc.sql("select count(*) " + where)
                .params(values)
                .query(Long.class)
                .single();
        var items = jdbc.sql(COLUMNS + where + " order by c.started_at desc, c.number desc limit :size offset :skip")
                .params(values)
                .param("size", size)
                .param("skip", (long) page * size)
                .query(JdbcHistoryTables::conference)
                .list();
        return new Page<>(items, page, size, total);
    }

    private static Map<String, Object> viewer(Person viewer) {
        return Map.of("all", viewer.admin(), "viewer", viewer.id().value());
    }

    @Override
    public Optional<Conference> find(Person viewer, int number) {
        return jdbc.sql(COLUMNS + FROM + "where c.number = :number and " + SEEN)
                .params(viewer(viewer))
                .param("number", number)
                .query(JdbcHistoryTables::conference)
                .optional();
    }

    private static Conference conference(ResultSet row, int number) throws SQLException {
        return new Conference(
                row.getInt("number"),
                row.getString("room"),
                row.getString("title"),
                row.getTimestamp("started_at").toInstant(),
                instant(row, "ended_at"),
                row.getString("end_reason"),
                row.getBoolean("uncertain"),
                row.getInt("people"),
                row.getInt("peak"),
                row.getInt("messages"),
                row.getObject("my_seconds", Long.class),
                row.getBoolean("owned"));
    }

    private static @Nullable UserId user(ResultSet row) throws SQLException {
        var id = row.getObject("user_id", UUID.class);
        return id == null ? null : new UserId(id);
    }

    @Override
    public List<Interval> intervals(int conference) {
        return jdbc.sql("""
                        select participant, kind, user_id, pass_id, name, email, moderator, joined_at, left_at, uncertain
                        from conference.attendances where conference = ? order by joined_at, participant
                        """)
                .param(conference)
                .query((row, number) -> new Interval(
                        row.getString("participant"),
                        row.getString("kind"),
                        user(row),
                        row.getObject("pass_id", UUID.class),
                        row.getString("name"),
                        row.getString("email"),
                        row.getBoolean("moderator"),
                        row.getTimestamp("joined_at").toInstant(),
                        instant(row, "left_at"),
                        row.getBoolean("uncertain")))
                .list();
    }

    @Override
    public Map<String, Integer> messagesByPresence(int conference) {
        var counts = new HashMap<String, Integer>();
        jdbc.sql("""
                        select participant, count(*) as count from conference.messages
                        where conference = ? and body is not null group by participant
                        """).param(conference).query(row -> {
            counts.put(row.getString("participant"), row.getInt("count"));
        });
        return counts;
    }

    @Override
    public List<ChatMessage> messages(int conference) {
        return jdbc.sql("""
                        select id, at, author, user_id, body, reply_to, retracted_at, reactions
                        from conference.messages where conference = ? order by place
                        """)
                .param(conference)
                .query((row, number) -> new ChatMessage(
                        row.getString("id"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("author"),
                        user(row),
                        row.getString("body"),
                        row.getString("reply_to"),
                        instant(row, "retracted_at"),
                        JSON.readValue(row.getString("reactions"), new TypeReference<List<Reaction>>() {})))
                .list();
    }

    @Override
    public List<Poll> polls(int conference) {
        return jdbc.sql("""
                        select id, at, question, author, answers from conference.polls where conference = ? order by at, id
                        """)
                .param(conference)
                .query((row, number) -> new Poll(
                        row.getString("id"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("question"),
                        row.getString("author"),
                        JSON.readValue(row.getString("answers"), new TypeReference<List<Answer>>() {})))
                .list();
    }

    @Override
    public List<RecorderRun> recorders(int conference) {
        return jdbc.sql("""
                        select session, asked_at, started_at, ended_at, failure
                        from conference.recorder_runs where conference = ? order by asked_at, session
                        """)
                .param(conference)
                .query((row, number) -> new RecorderRun(
                        row.getString("session"),
                        row.getTimestamp("asked_at").toInstant(),
                        instant(row, "started_at"),
                        instant(row, "ended_at"),
                        row.getString("failure")))
                .list();
    }
}
