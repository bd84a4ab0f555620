package org.lectorium.transcode.postgres;

import org.lectorium.core.ProcessingState;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the tables of Quartz: its interface tells what this node does, not what all do. */
@Repository
class JdbcProcessingState implements ProcessingState {

    private final JdbcClient jdbc;

    JdbcProcessingState(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public long waiting() {
        return jdbc.sql("""
                        select count(*) from transcode.qrtz_triggers
                        where trigger_group = 'recordings' and trigger_state <> 'COMPLETE'
                        """).query(Long.class).single();
    }

    @Override
    public long running() {
        return jdbc.sql("""
                        select count(*) from transcode.qrtz_fired_triggers
                        where job_group = 'recordings' and state = 'EXECUTING'
                        """).query(Long.class).single();
    }
}
