package org.lectorium.api.accounts;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.lectorium.core.Secrets;
import org.lectorium.core.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/** Links by which somebody without a password gets one. Each is good once, and a newer one replaces it. */
@Repository
class OneTimeLinks {

    enum Purpose {
        INVITATION(Duration.ofDays(7)),
        RESET(Duration.ofHours(2));

        private final Duration validity;

        Purpose(Duration validity) {
            this.validity = validity;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    OneTimeLinks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param token is told this once */
    record Made(String token, Instant expiresAt) {}

    record Found(UserId user, Purpose purpose) {}

    Made make(UserId user, Purpose purpose) {
        var token = Secrets.random();
        var expiresAt = clock.instant().plus(purpose.validity);
        jdbc.sql("delete from access.one_time_links where user_id = ?")
                .param(user.value())
                .update();
        jdbc.sql("insert into access.one_time_links (sha256, user_id, purpose, expires_at) values (?, ?, ?, ?)")
                .params(Secrets.hash(token).hex(), user.value(), purpose.word(), Timestamp.from(expiresAt))
                .update();
        return new Made(token, expiresAt);
    }

    Optional<Found> find(String token) {
        return jdbc.sql("select user_id, purpose from access.one_time_links where sha256 = ? and expires_at > ?")
                .params(Secrets.hash(token).hex(), Timestamp.from(clock.instant()))
                .query((row, number) -> new Found(
                        new UserId(row.getObject("user_id", UUID.class)),
                        Purpose.valueOf(row.getString("purpose").toUpperCase(Locale.ROOT))))
                .optional();
    }

    /** @return false if somebody else was faster */
    boolean use(String token) {
        return jdbc.sql("delete from access.one_time_links where sha256 = ?")
                        .param(Secrets.hash(token).hex())
                        .update()
                == 1;
    }

    @Scheduled(fixedDelayString = "PT1H")
    void forgetOld() {
        jdbc.sql("delete from access.one_time_links where expires_at < now()").update();
    }
}
