package org.lectorium.conference.retention.postgres;

import org.lectorium.conference.retention.RetentionLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcRetentionLock implements RetentionLock {

    private final JdbcClient jdbc;

    JdbcRetentionLock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean tryLock() {
        return jdbc.sql("select pg_try_advisory_xact_lock(hashtext('conference.retention'))")
                .query(Boolean.class)
                .single();
    }
}
