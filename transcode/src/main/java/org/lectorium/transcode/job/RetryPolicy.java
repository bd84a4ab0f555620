package org.lectorium.transcode.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.lectorium.core.Problem;
import org.lectorium.core.ProblemScope;
import org.lectorium.transcode.TranscodeSettings;

/** Decides whether time may heal a failure, and how much of it. */
final class RetryPolicy {

    /** Whoever mends a store does not want to wait for much longer afterwards. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private RetryPolicy() {}

    /** @param failures in a row, this one included */
    static Optional<Instant> nextTry(Problem problem, int failures, Instant now, TranscodeSettings settings) {
        if (problem.scope() != ProblemScope.ENVIRONMENT || failures >= settings.maxTries()) {
            return Optional.empty();
        }
        return Optional.of(now.plus(delay(settings.retryDelay(), failures)));
    }

    private static Duration delay(Duration first, int failures) {
        var delay = first;
        for (int i = 1; i < failures && delay.compareTo(LONGEST) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    }
}
