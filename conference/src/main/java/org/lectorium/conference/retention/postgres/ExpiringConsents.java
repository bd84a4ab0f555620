package org.lectorium.conference.retention.postgres;

import java.sql.Timestamp;
import java.time.Instant;
import org.lectorium.core.Expiring;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Evidence is kept as long as somebody may ask for it, and no longer. */
@Repository
class ExpiringConsents implements Expiring {

    private final JdbcClient jdbc;

    ExpiringConsents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Kind kind() {
        return Kind.CONSENTS;
    }

    @Override
    public int expire(Instant before, int most) {
        return jdbc.sql("""
                        delete from conference.consents where number in (
                            select number from conference.consents where at < :before limit :most)
                        """)
                .param("before", Timestamp.from(before))
                .param("most", most)
                .update();
    }
}
