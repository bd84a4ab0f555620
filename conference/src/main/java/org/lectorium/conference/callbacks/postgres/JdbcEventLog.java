package org.lectorium.conference.callbacks.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.callbacks.EventLog;
import org.lectorium.conference.story.Told;
import org.lectorium.conference.story.Told.Source;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcEventLog implements EventLog {

    private final JdbcClient jdbc;

    JdbcEventLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One statement, so that a commit of many costs hardly more than one of a single event. */
    @Override
    public Set<UUID> append(List<Told> events) {
        if (events.isEmpty()) {
            return Set.of();
        }
        return jdbc.sql("""
                        with told as (
                            select * from unnest(
                                :ids::uuid[], :sources::text[], :types::text[], :rooms::text[], :meetings::text[],
                                :ats::timestamptz[], :boots::uuid[], :seqs::bigint[], :bodies::text[])
                                as told (id, source, type, room_jid, meeting, at, boot, seq, body)
                        ), added as (
                            insert into conference.events
                                (id, received_at, source, type, room_jid, meeting, at, boot, seq, body)
                            select id, now(), source, type, room_jid, meeting, at, boot, seq, body from told
                            on conflict (id) do nothing
                            returning id, source, type, room_jid, meeting, at, boot, seq
                        ), queued as (
                            insert into conference.derivations (room_jid, meeting)
                            select distinct room_jid, meeting from added where room_jid <> ''
                        ), counted as (
                            insert into conference.boots (boot, first_at, last_at, last_seq, events)
                            select boot, min(at), max(at), max(coalesce(seq, 0)), count(*)
                            from added where boot is not null group by boot order by boot
                            on conflict (boot) do update set
                                first_at = least(boots.first_at, excluded.first_at),
                                last_at = greatest(boots.last_at, excluded.last_at),
                                last_seq = greatest(boots.last_seq, excluded.last_seq),
                                events = boots.events + excluded.events
                        )
                        select id from added
                        """)
                .param("ids", column(events, Told::id, UUID[]::new))
                .param("sources", column(events, told -> told.source().word(), String[]::new))
                .param("types", column(events, Told::type, String[]::new))
                .param("rooms", column(events, Told::roomJid, String[]::new))
                .param("meetings", column(events, Told::meeting, String[]::new))
                .param("ats", column(events, told -> Timestamp.from(told.at()), Timestamp[]::new))
                .param("boots", column(events, Told::boot, UUID[]::new))
                .param("seqs", column(events, Told::seq, Long[]::new))
                .param("bodies", column(events, Told::body, String[]::new))
                .query((row, number) -> row.getObject("id", UUID.class))
                .set();
    }

    private static <T extends @Nullable Object> T[] column(
            List<Told> events, Function<Told, T> value, IntFunction<T[]> array) {
        return events.stream().map(value).toArray(array);
    }

    @Override
    public List<Told> read(String roomJid, String meeting, Instant since) {
        return jdbc.sql("""
                        select id, source, type, room_jid, meeting, at, boot, seq, body from conference.events
                        where room_jid = :room and meeting = :meeting and at >= :since
                        order by number
                        """)
                .param("room", roomJid)
                .param("meeting", meeting)
                .param("since", Timestamp.from(since))
                .query(JdbcEventLog::map)
                .list();
    }

    private static Told map(ResultSet row, int number) throws SQLException {
        return new Told(
                row.getObject("id", UUID.class),
                Source.of(row.getString("source")),
                row.getString("type"),
                row.getString("room_jid"),
                row.getString("meeting"),
                row.getTimestamp("at").toInstant(),
                row.getObject("boot", UUID.class),
                row.getObject("seq", Long.class),
                row.getString("body"));
    }

    @Override
    public List<Derivation> waiting(int limit) {
        return jdbc.sql("""
                        select room_jid, meeting from conference.derivations
                        group by room_jid, meeting order by min(number) limit ?
                        """)
                .param(limit)
                .query((row, number) -> new Derivation(row.getString("room_jid"), row.getString("meeting")))
                .list();
    }

    @Override
    public boolean claim(Derivation derivation) {
        boolean mine = jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", lock(derivation))
                .query(Boolean.class)
                .single();
        return mine
                && jdbc.sql("delete from conference.derivations where room_jid = :room and meeting = :meeting")
                                .param("room", derivation.roomJid())
                                .param("meeting", derivation.meeting())
                                .update()
                        > 0;
    }

    @Override
    public void holdBack(int conference) {
        // One of event_sync is derived with its whole room.
        jdbc.sql("""
                        select room_jid, case when meeting like 'sync:%' then '' else meeting end as meeting
                        from conference.conferences where number = ?
                        """)
                .param(conference)
                .query((row, number) -> new Derivation(row.getString("room_jid"), row.getString("meeting")))
                .optional()
                .ifPresent(derivation -> jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                        .param("key", lock(derivation))
                        .query()
                        .listOfRows());
    }

    private static String lock(Derivation derivation) {
        return "conference " + derivation.roomJid() + " " + derivation.meeting();
    }
}
