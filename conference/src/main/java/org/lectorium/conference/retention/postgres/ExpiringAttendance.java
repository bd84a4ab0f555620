package org.lectorium.conference.retention.postgres;

import java.sql.Timestamp;
import java.time.Instant;
import org.lectorium.core.Expiring;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Intervals stay; who that was does not. */
@Repository
class ExpiringAttendance implements Expiring {

    private final JdbcClient jdbc;

    ExpiringAttendance(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Kind kind() {
        return Kind.ATTENDANCE;
    }

    @Override
    public int expire(Instant before, int most) {
        return jdbc.sql("""
                        update conference.attendances set user_id = null, pass_id = null, name = null, email = null
                        where (conference, participant, joined_at) in (
                            select conference, participant, joined_at
                            from conference.attendances join conference.conferences on number = conference
                            where ended_at < :before
                              and num_nonnulls(user_id, pass_id, name, email) > 0
                            limit :most)
                        """)
                .param("before", Timestamp.from(before))
                .param("most", most)
                .update();
    }
}
