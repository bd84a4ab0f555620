package org.lectorium.api.limits;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.lectorium.api.problems.ApiProblem;
import org.lectorium.core.Limits;
import org.lectorium.core.ProblemException;
import org.lectorium.core.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts in windows. Whoever exhausts one waits until its end, and the next one is twice as long, up to sixteen times.
 * In the database, because whoever is refused by one node asks the next.
 */
@Repository
class JdbcLimits implements Limits {

    private static final String COUNT = """
            insert into access.limits as seen (key, count, ends_at, strikes)
            values (:key, 1, now() + make_interval(secs => :window), 0)
            on conflict (key) do update set
                count = case when seen.ends_at > now() then seen.count + 1 else 1 end,
                strikes = case when seen.ends_at > now() then seen.strikes
                               when seen.count > :times then least(seen.strikes + 1, 4)
                               else 0 end,
                ends_at = case when seen.ends_at > now() then seen.ends_at
                               when seen.count > :times
                                   then now() + make_interval(secs => :window * power(2, least(seen.strikes + 1, 4)))
                               else now() + make_interval(secs => :window) end
            returning count, ceil(extract(epoch from ends_at - now()))::bigint as wait
            """;

    private final JdbcClient jdbc;

    JdbcLimits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Counted(int count, long waitSeconds) {}

    /** In a transaction of its own: what is refused is counted although it is rolled back. */
    @Override
    @Transactional(propagation = Propagation.REQUIRES_NEW, noRollbackFor = ProblemException.class)
    public void count(Limit limit, String subject) {
        var counted = jdbc.sql(COUNT)
                .param("key", key(limit, subject))
                .param("times", limit.times())
                .param("window", (double) limit.window().toSeconds())
                .query((row, number) -> new Counted(row.getInt("count"), row.getLong("wait")))
                .single();
        if (counted.count() > limit.times()) {
            throw new ProblemException(
                    ApiProblem.TOO_MANY_ATTEMPTS,
                    Map.of(
                            "seconds", Long.toString(counted.waitSeconds()),
                            "minutes", Long.toString((counted.waitSeconds() + 59) / 60)));
        }
    }

    @Override
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void giveBack(Limit limit, String subject) {
        jdbc.sql("update access.limits set count = greatest(count - 1, 0) where key = ?")
                .param(key(limit, subject))
                .update();
    }

    /** Of one length whatever was typed, and nothing personal. */
    private static String key(Limit limit, String subject) {
        return limit.name() + ":"
                + Sha256.of(subject.getBytes(StandardCharsets.UTF_8)).hex();
    }

    /** After an hour nobody remembers the strikes either. */
    @Scheduled(fixedDelayString = "PT10M")
    void forgetOld() {
        jdbc.sql("delete from access.limits where ends_at < now() - interval '1 hour'")
                .update();
    }
}
