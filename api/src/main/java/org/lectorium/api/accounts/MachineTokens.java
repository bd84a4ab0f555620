package org.lectorium.api.accounts;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What machines of the installation sign in with: the recorders. */
@Repository
public class MachineTokens {

    static final String RECORDER = "recorder";
    private static final String INGEST = "INGEST";

    private final JdbcClient jdbc;

    MachineTokens(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean has(String name) {
        return jdbc.sql("select exists (select 1 from access.tokens where name = ?)")
                .param(name)
                .query(Boolean.class)
                .single();
    }

    void save(String name, String token) {
        jdbc.sql("""
                        insert into access.tokens (name, sha256, role) values (:name, :sha256, :role)
                        on conflict (name) do update set sha256 = excluded.sha256
                        """)
                .param("name", name)
                .param("sha256", Secrets.hash(token))
                .param("role", INGEST)
                .update();
    }

    /** @return the machine's name */
    public Optional<String> find(String token) {
        return jdbc.sql("select name from access.tokens where sha256 = ?")
                .param(Secrets.hash(token))
                .query(String.class)
                .optional();
    }
}
