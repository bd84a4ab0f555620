package org.lectorium.api.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.Secrets;
import org.lectorium.core.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tokens that people make for programs: each has a name, scopes and an end. */
@Repository
public class ApiTokens {

    /** So that a token is told from others at sight, by people and by scanners for leaked secrets. */
    public static final String PREFIX = "lectorium_";

    private static final Duration SEEN = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    ApiTokens(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param lastUsedAt to the minute; null if it never was */
    public record ApiToken(
            UUID id,
            UserId user,
            String name,
            Set<Scope> scopes,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant lastUsedAt) {}

    /** @param secret is told this once */
    record Made(ApiToken token, String secret) {}

    Made make(UserId user, String name, Set<Scope> scopes, Instant expiresAt) {
        var secret = PREFIX + Secrets.random();
        var token = new ApiToken(UUID.randomUUID(), user, name, scopes, clock.instant(), expiresAt, null);
        jdbc.sql("""
                        insert into access.api_tokens (id, user_id, name, sha256, scopes, created_at, expires_at)
                        values (:id, :user, :name, :sha256, :scopes, :createdAt, :expiresAt)
                        """)
                .param("id", token.id())
                .param("user", user.value())
                .param("name", name)
                .param("sha256", Secrets.hash(secret).hex())
                .param("scopes", scopes.stream().map(Scope::name).toArray(String[]::new))
                .param("createdAt", Timestamp.from(token.createdAt()))
                .param("expiresAt", Timestamp.from(expiresAt))
                .update();
        return new Made(token, secret);
    }

    /** The newest first. */
    List<ApiToken> of(UserId user) {
        return jdbc.sql("select * from access.api_tokens where user_id = ? order by created_at desc, id")
                .param(user.value())
                .query(ApiTokens::map)
                .list();
    }

    boolean revoke(UserId user, UUID id) {
        return jdbc.sql("delete from access.api_tokens where user_id = ? and id = ?")
                        .params(user.value(), id)
                        .update()
                == 1;
    }

    void revokeAll(UserId user) {
        jdbc.sql("delete from access.api_tokens where user_id = ?")
                .param(user.value())
                .update();
    }

    /** One that is good at this moment; notes that it was used. */
    public Optional<ApiToken> use(String secret) {
        var now = clock.instant();
        var found = jdbc.sql("select * from access.api_tokens where sha256 = ?")
                .param(Secrets.hash(secret).hex())
                .query(ApiTokens::map)
                .optional()
                .filter(token -> token.expiresAt().isAfter(now));
        found.filter(token -> token.lastUsedAt() == null
                        || token.lastUsedAt().plus(SEEN).isBefore(now))
                .ifPresent(token -> jdbc.sql("update access.api_tokens set last_used_at = ? where id = ?")
                        .params(Timestamp.from(now), token.id())
                        .update());
        return found;
    }

    private static ApiToken map(ResultSet row, int number) throws SQLException {
        var used = row.getTimestamp("last_used_at");
        return new ApiToken(
                row.getObject("id", UUID.class),
                new UserId(row.getObject("user_id", UUID.class)),
                row.getString("name"),
                Stream.of((String[]) row.getArray("scopes").getArray())
                        .map(Scope::valueOf)
                        .collect(Collectors.toUnmodifiableSet()),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                used == null ? null : used.toInstant());
    }
}
