package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lectorium.core.Limits;
import org.lectorium.core.Limits.Limit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/** A17: whoever tries many names and addresses does not fill the table that counts them. */
@LectoriumTest
class ForgottenLimitsIT {

    private static final String ALL = "select key from access.limits where key like 'INVITATION:%'";

    @Autowired
    private Limits limits;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ScheduledTaskHolder scheduled;

    @Test
    void areSwept() {
        for (int i = 0; i < 200; i++) {
            limits.count(Limit.INVITATION, "x".repeat(i * 100) + UUID.randomUUID());
        }
        assertThat(keys()).hasSizeGreaterThanOrEqualTo(200).allMatch(key -> key.length() < 80);
        jdbc.sql("update access.limits set ends_at = now() - interval '61 minutes' where key like 'INVITATION:%'")
                .update();
        limits.count(Limit.INVITATION, "somebody of now");

        var sweep = scheduled.getScheduledTasks().stream()
                .map(task -> task.getTask().getRunnable())
                .filter(task -> task.toString().endsWith("JdbcLimits.forgetOld"))
                .findFirst()
                .orElseThrow();
        sweep.run();

        assertThat(keys()).hasSize(1);
    }

    private List<String> keys() {
        return jdbc.sql(ALL).query((row, number) -> row.getString("key")).list();
    }
}
