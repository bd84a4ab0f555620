package org.lectorium.transcode.job;

import java.time.Instant;
import java.util.Optional;
import org.lectorium.core.Problem;
import org.lectorium.core.ProblemScope;
import org.lectorium.transcode.TranscodeSettings;

/** Decides whether time may heal a failure, and how much of it. */
final class RetryPolicy {

    private RetryPolicy() {}

    /** @param failures in a row, this one included */
    static Optional<Instant> nextTry(Problem problem, int failures, Instant now, TranscodeSettings settings) {
        if (problem.scope() != ProblemScope.ENVIRONMENT || failures >= settings.maxTries()) {
            return Optional.empty();
        }
        return Optional.of(now.plus(settings.retryDelay().multipliedBy(1L << (failures - 1))));
    }
}
