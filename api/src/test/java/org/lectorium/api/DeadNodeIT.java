package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A node whose power was cut holds its locks until PostgreSQL notices; the defaults of systems are two hours. */
@LectoriumTest
class DeadNodeIT {

    @Autowired
    private JdbcClient jdbc;

    @ParameterizedTest
    @CsvSource({"tcp_keepalives_idle, 10", "tcp_keepalives_interval, 5", "tcp_keepalives_count, 3"})
    void isNoticedByTheDatabaseSoon(String setting, String value) {
        assertThat(jdbc.sql("select current_setting(?)")
                        .param(setting)
                        .query(String.class)
                        .single())
                .isEqualTo(value);
    }
}
