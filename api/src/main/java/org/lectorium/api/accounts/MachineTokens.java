package org.lectorium.api.accounts;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.CallbackKeys;
import org.lectorium.core.CallbackTokens;
import org.lectorium.core.Secrets;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What machines of the installation sign in with: the recorders, and the conference servers that call back. */
@Repository
public class MachineTokens implements CallbackKeys, CallbackTokens {

    static final String RECORDER = "recorder";
    private static final String CALLBACKS = "callbacks";

    private final JdbcClient jdbc;

    MachineTokens(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param authority what it may */
    public record Machine(String name, String authority) {}

    boolean hasRecorder() {
        return has(RECORDER);
    }

    boolean hasCallbacks() {
        return has(CALLBACKS);
    }

    private boolean has(String name) {
        return jdbc.sql("select exists (select 1 from access.tokens where name = ?)")
                .param(name)
                .query(Boolean.class)
                .single();
    }

    void saveRecorder(String token) {
        save(RECORDER, token, Role.INGEST_AUTHORITY, null);
    }

    /** Those that were good before are not any more. */
    @Transactional
    void saveCallbacks(List<String> tokens) {
        jdbc.sql("delete from access.tokens where role = ?").param("CALLBACK").update();
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            save(i == 0 ? CALLBACKS : CALLBACKS + "-" + (i + 1), token, Role.CALLBACK_AUTHORITY, hmacKey(token));
        }
    }

    private void save(String name, String token, String authority, @Nullable String hmacKey) {
        jdbc.sql("""
                        insert into access.tokens (name, sha256, role, hmac_key)
                        values (:name, :sha256, :role, :hmacKey)
                        on conflict (name) do update set sha256 = excluded.sha256, hmac_key = excluded.hmac_key
                        """)
                .param("name", name)
                .param("sha256", Secrets.hash(token).hex())
                .param("role", authority.substring(Role.PREFIX.length()))
                .param("hmacKey", hmacKey)
                .update();
    }

    /** What the key is derived with; Prosody's module does the same. */
    private static String hmacKey(String token) {
        return Secrets.hash("lectorium callbacks:" + token).hex();
    }

    public Optional<Machine> find(String token) {
        return jdbc.sql("select name, role from access.tokens where sha256 = ?")
                .param(Secrets.hash(token).hex())
                .query((row, number) -> new Machine(row.getString("name"), Role.PREFIX + row.getString("role")))
                .optional();
    }

    @Override
    public List<byte[]> hmacKeys() {
        return jdbc.sql("select hmac_key from access.tokens where hmac_key is not null order by name")
                .query((row, number) -> row.getString("hmac_key").getBytes(StandardCharsets.US_ASCII))
                .list();
    }

    @Override
    public boolean isValid(String token) {
        return find(token)
                .filter(machine -> machine.authority().equals(Role.CALLBACK_AUTHORITY))
                .isPresent();
    }
}
