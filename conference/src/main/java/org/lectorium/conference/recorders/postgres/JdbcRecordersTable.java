package org.lectorium.conference.recorders.postgres;

import java.sql.Timestamp;
import java.util.List;
import org.lectorium.conference.recorders.Recorder;
import org.lectorium.conference.recorders.Recorder.Busy;
import org.lectorium.conference.recorders.RecordersTable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

@Repository
class JdbcRecordersTable implements RecordersTable {

    private final JdbcClient jdbc;

    JdbcRecordersTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void save(Recorder recorder) {
        jdbc.sql("""
                        insert into conference.recorders (id, busy, healthy, detail, seen_at)
                        values (:id, :busy, :healthy, :detail, :seenAt)
                        on conflict (id) do update set
                            busy = excluded.busy, healthy = excluded.healthy, detail = excluded.detail,
                            seen_at = excluded.seen_at
                        where recorders.seen_at <= excluded.seen_at
                        """)
                .param("id", recorder.id())
                .param("busy", recorder.busy().name())
                .param("healthy", recorder.healthy())
                .param("detail", recorder.detail())
                .param("seenAt", Timestamp.from(recorder.seenAt()))
                .update();
    }

    @Override
    public List<Recorder> all() {
        return jdbc.sql("select * from conference.recorders order by id")
                .query((row, number) -> new Recorder(
                        row.getString("id"),
                        Busy.valueOf(row.getString("busy")),
                        row.getBoolean("healthy"),
                        row.getString("detail"),
                        row.getTimestamp("seen_at").toInstant()))
                .list();
    }

    @Scheduled(fixedDelayString = "PT1H")
    void forgetTheSilent() {
        jdbc.sql("delete from conference.recorders where seen_at < now() - interval '30 days'")
                .update();
    }
}
