package org.lectorium.conference.retention.postgres;

import java.sql.Timestamp;
import java.time.Instant;
import org.lectorium.core.Expiring;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How often a pass was used stays; who came with it does not. */
@Repository
class ExpiringPasses implements Expiring {

    private final JdbcClient jdbc;

    ExpiringPasses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Kind kind() {
        return Kind.PASSES;
    }

    @Override
    public int expire(Instant before, int most) {
        return jdbc.sql("""
                        delete from conference.pass_uses where number in (
                            select number from conference.pass_uses
                            where at < :before and expires_at < :before limit :most)
                        """)
                .param("before", Timestamp.from(before))
                .param("most", most)
                .update();
    }
}
