package org.lectorium.conference.retention.postgres;

import java.sql.Timestamp;
import java.time.Instant;
import org.lectorium.core.Expiring;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Events lose their bodies; that they came, and when, stays, and so does what was derived from them. In their order, up
 * to the first one that is too young or whose conference goes on.
 */
@Repository
class ExpiringEvents implements Expiring {

    private final JdbcClient jdbc;

    ExpiringEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Kind kind() {
        return Kind.EVENTS;
    }

    @Override
    public int expire(Instant before, int most) {
        return jdbc.sql("""
                        with next as (
                            select number, received_at < :before and not exists (
                                select 1 from conference.conferences
                                where conferences.room_jid = events.room_jid
                                  and (conferences.meeting = events.meeting
                                    or events.meeting = '' and conferences.meeting like 'sync:%'
                                        and started_at <= events.at + interval '1 day')
                                  and (ended_at is null or ended_at >= :before)) as old
                            from conference.events
                            where number > (select emptied_to from conference.statistics_state)
                            order by number limit :most),
                        old as (
                            select number from next
                            where number < coalesce((select min(number) from next where not old), 9223372036854775807)),
                        reached as (
                            update conference.statistics_state
                            set emptied_to = greatest(emptied_to, (select max(number) from old)))
                        update conference.events set body = '{}' where number in (select number from old)
                        """)
                .param("before", Timestamp.from(before))
                .param("most", most)
                .update();
    }
}
