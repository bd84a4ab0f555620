package org.lectorium.api.wiring;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.lectorium.standalone.EmbeddedDatabase;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The database, ready to be used: whoever gets the data source finds its tables. */
@Configuration(proxyBeanMethods = false)
class DatabaseWiring {

    /** One schema per module, each with its own history. */
    private static final List<String> SCHEMAS = List.of("access", "conference", "ingest", "transcode", "catalog");

    /** Who has waited so long for a connection is told to come again: proxies and senders do not wait much longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * A node whose power is cut says no farewell, and PostgreSQL would keep its rows locked, those of the queue among them,
     * until the system's keep-alive finds out after two hours. Another node is to go on after half a minute.
     */
    private static final String NOTICE_DEAD_NODES =
            "set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3";

    @Bean
    DataSource dataSource(DatabaseSettings settings, ObjectProvider<EmbeddedDatabase> embedded) {
        var pool = new HikariDataSource();
        pool.setMaximumPoolSize(settings.poolSize());
        pool.setConnectionTimeout(PATIENCE.toMillis());
        pool.setConnectionInitSql(NOTICE_DEAD_NODES);
        if (settings.url() == null) {
            var database = embedded.getObject();
            pool.setJdbcUrl(database.jdbcUrl());
            pool.setUsername(database.username());
        } else {
            pool.setJdbcUrl(settings.url());
            pool.setUsername(settings.username());
            pool.setPassword(settings.password());
        }
        SCHEMAS.forEach(schema -> migrate(pool, schema));
        return pool;
    }

    private static void migrate(DataSource dataSource, String schema) {
        Flyway.configure()
                .dataSource(dataSource)
                .schemas(schema)
                .defaultSchema(schema)
                .locations("classpath:db/migration/" + schema)
                .load()
                .migrate();
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
