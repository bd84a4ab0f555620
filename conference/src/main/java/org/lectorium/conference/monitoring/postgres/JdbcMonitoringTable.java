package org.lectorium.conference.monitoring.postgres;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.lectorium.conference.monitoring.MonitoringTable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcMonitoringTable implements MonitoringTable {

    /** The recorder says so, and has neither ended nor failed. */
    private static final String RECORDING = """
            exists (select 1 from conference.recorder_runs
                    where conference = number and recorder_runs.started_at is not null
                      and recorder_runs.ended_at is null and failure is null)
            """;

    private final JdbcClient jdbc;

    JdbcMonitoringTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<LiveConference> live() {
        var people = new HashMap<Integer, List<LivePerson>>();
        jdbc.sql("""
                        select conference, name, joined_at, user_id is null as guest, moderator
                        from conference.attendances join conference.conferences on number = conference
                        where ended_at is null and left_at is null and kind = 'participant'
                        order by conference, joined_at, participant
                        """).query(row -> {
            people.computeIfAbsent(row.getInt("conference"), number -> new ArrayList<>())
                    .add(new LivePerson(
                            row.getString("name"),
                            row.getTimestamp("joined_at").toInstant(),
                            row.getBoolean("guest"),
                            row.getBoolean("moderator")));
        });
        return jdbc.sql("select number, room, started_at, " + RECORDING + """
                         as recording from conference.conferences
                        where ended_at is null order by room, number
                        """)
                .query((row, number) -> new LiveConference(
                        row.getInt("number"),
                        row.getString("room"),
                        row.getTimestamp("started_at").toInstant(),
                        row.getBoolean("recording"),
                        List.copyOf(people.getOrDefault(row.getInt("number"), List.of()))))
                .list();
    }

    @Override
    public List<Boot> boots(int most) {
        return jdbc.sql("select * from conference.boots order by last_at desc, boot limit ?")
                .param(most)
                .query((row, number) -> new Boot(
                        row.getObject("boot", UUID.class),
                        row.getTimestamp("first_at").toInstant(),
                        row.getTimestamp("last_at").toInstant(),
                        row.getLong("last_seq"),
                        row.getLong("events"),
                        row.getLong("dropped")))
                .list();
    }

    @Override
    public long waiting() {
        return jdbc.sql("select count(distinct (room_jid, meeting)) from conference.derivations")
                .query(Long.class)
                .single();
    }

    @Override
    public Counts counts() {
        return jdbc.sql("""
                        with live as (
                            select number, %s as recording from conference.conferences where ended_at is null),
                        here as (
                            select user_id is null as guest
                            from conference.attendances join live on number = conference
                            where left_at is null and kind = 'participant')
                        select (select count(*) from live) as conferences,
                               (select count(*) from here where not guest) as accounts,
                               (select count(*) from here where guest) as guests,
                               (select count(*) from live where recording) as recording,
                               coalesce(sum(events), 0) as events,
                               coalesce(sum(greatest(0, last_seq - events)), 0) as missing,
                               coalesce(sum(dropped), 0) as dropped
                        from conference.boots
                        """.formatted(RECORDING))
                .query((row, number) -> new Counts(
                        row.getLong("conferences"),
                        row.getLong("accounts"),
                        row.getLong("guests"),
                        row.getLong("recording"),
                        row.getLong("events"),
                        row.getLong("missing"),
                        row.getLong("dropped"),
                        waiting()))
                .single();
    }
}
