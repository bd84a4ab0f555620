package org.lectorium.api.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lectorium.api.problems.ApiProblem;
import org.lectorium.core.ProblemException;
import org.springframework.stereotype.Component;

/** Stops guessing: after some failures from one address it has to wait. Counts on this node alone. */
@Component
class LoginThrottle {

    private static final int FAILURES = 10;
    private static final Duration WINDOW = Duration.ofMinutes(10);

    /** More addresses than that, and the oldest are forgotten: memory is bounded, whoever knocks. */
    private static final int ADDRESSES = 10_000;

    private record Failures(int count, Instant since) {}

    private final Clock clock;
    private final Map<String, Failures> byAddress = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > ADDRESSES;
        }
    };

    LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    /** @throws ProblemException if the address has to wait */
    synchronized void check(String address) {
        var failures = byAddress.get(address);
        if (failures == null || failures.since().plus(WINDOW).isBefore(clock.instant())) {
            byAddress.remove(address);
        } else if (failures.count() >= FAILURES) {
            throw new ProblemException(
                    ApiProblem.TOO_MANY_ATTEMPTS, Map.of("minutes", Long.toString(WINDOW.toMinutes())));
        }
    }

    synchronized void failed(String address) {
        byAddress.merge(
                address,
                new Failures(1, clock.instant()),
                (earlier, now) -> new Failures(earlier.count() + 1, earlier.since()));
    }

    synchronized void succeeded(String address) {
        byAddress.remove(address);
    }
}
