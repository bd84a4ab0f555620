package org.lectorium.api.audit;

import java.sql.Timestamp;
import java.time.Instant;
import org.lectorium.core.Expiring;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ExpiringAudit implements Expiring {

    private final JdbcClient jdbc;

    ExpiringAudit(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Kind kind() {
        return Kind.AUDIT;
    }

    @Override
    public int expire(Instant before, int most) {
        return jdbc.sql("""
                        delete from access.audit where id in (
                            select id from access.audit where at < :before order by at limit :most)
                        """)
                .param("before", Timestamp.from(before))
                .param("most", most)
                .update();
    }
}
