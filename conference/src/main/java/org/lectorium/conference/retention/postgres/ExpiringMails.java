package org.lectorium.conference.retention.postgres;

import java.sql.Timestamp;
import java.time.Instant;
import org.lectorium.core.Expiring;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** With those to whom they have not gone after all that time. */
@Repository
class ExpiringMails implements Expiring {

    private final JdbcClient jdbc;

    ExpiringMails(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Kind kind() {
        return Kind.MAILS;
    }

    @Override
    public int expire(Instant before, int most) {
        return jdbc.sql("""
                        delete from conference.mails where id in (
                            select id from conference.mails where at < :before limit :most)
                        """)
                .param("before", Timestamp.from(before))
                .param("most", most)
                .update();
    }
}
