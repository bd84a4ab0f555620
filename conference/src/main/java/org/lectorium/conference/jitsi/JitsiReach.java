package org.lectorium.conference.jitsi;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Whether Jitsi answers, asked at most every half minute, so that people read what is wrong instead of a blank frame. */
@Component
class JitsiReach {

    private static final Logger log = LoggerFactory.getLogger(JitsiReach.class);

    private static final Duration GOOD_FOR = Duration.ofSeconds(30);
    /** Who presses "again" should not be told what was. */
    private static final Duration BAD_FOR = Duration.ofSeconds(3);

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final JitsiSettings settings;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(Redirect.NORMAL)
            .build();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Asked last;

    private record Asked(boolean answered, Instant goodUntil) {}

    JitsiReach(JitsiSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    boolean isReachable() {
        var known = known();
        if (known != null) {
            return known.answered();
        }
        lock.lock();
        try {
            // Others waited here as well: one asks for all.
            var meanwhile = known();
            return meanwhile != null ? meanwhile.answered() : ask();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Asked known() {
        var asked = last;
        return asked != null && clock.instant().isBefore(asked.goodUntil()) ? asked : null;
    }

    private boolean ask() {
        boolean answered = answers();
        last = new Asked(answered, clock.instant().plus(answered ? GOOD_FOR : BAD_FOR));
        return answered;
    }

    private boolean answers() {
        var script = settings.script();
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(script)).timeout(PATIENCE).build();
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                log.warn("Jitsi answers {} with {}", script, status);
            }
            return status == 200;
        } catch (IOException | IllegalArgumentException e) {
            log.warn("Jitsi does not answer at {}: {}", script, e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
