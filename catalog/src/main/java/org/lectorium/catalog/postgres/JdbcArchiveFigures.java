package org.lectorium.catalog.postgres;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lectorium.catalog.search.IndexOutbox;
import org.lectorium.core.ArchiveFigures;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcArchiveFigures implements ArchiveFigures {

    private final JdbcClient jdbc;
    private final IndexOutbox outbox;

    JdbcArchiveFigures(JdbcClient jdbc, IndexOutbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    @Override
    public List<Recorded> recordedOnDaysChangedSince(Instant since, ZoneId zone) {
        return jdbc.sql("""
                        with days as (
                            select distinct (started_at at time zone :zone)::date as day
                            from catalog.recordings where received_at >= :since and size_bytes > 0)
                        select day, room, count(*) as recordings
                        from days join catalog.recordings
                            on started_at >= day::timestamp at time zone :zone
                            and started_at < (day + 1)::timestamp at time zone :zone
                            and size_bytes > 0
                        group by day, room
                        """)
                .param("since", Timestamp.from(since))
                .param("zone", zone.getId())
                .query((row, number) -> new Recorded(
                        row.getObject("day", LocalDate.class), row.getString("room"), row.getInt("recordings")))
                .list();
    }

    @Override
    public Map<String, Long> byStatus() {
        var statuses = new HashMap<String, Long>();
        jdbc.sql("""
                        select case when trashed_at is null then status else 'trashed' end as shown, count(*) as recordings
                        from catalog.recordings group by shown
                        """).query(row -> {
            statuses.put(row.getString("shown"), row.getLong("recordings"));
        });
        statuses.put("missing", jdbc.sql("""
                                select count(*) from catalog.expected
                                where missing_at is not null and recording is null and dismissed_at is null
                                """).query(Long.class).single());
        return Map.copyOf(statuses);
    }

    @Override
    public long waitingForIndex() {
        return outbox.waiting();
    }
}
