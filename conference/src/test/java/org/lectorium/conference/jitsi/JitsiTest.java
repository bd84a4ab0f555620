package org.lectorium.conference.jitsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectorium.conference.rooms.RoomName;
import org.lectorium.core.ProblemException;

class JitsiTest {

    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicInteger asked = new AtomicInteger();
    private final SetClock clock = new SetClock();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/external_api.js", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void asksEveryHalfMinute() {
        var jitsi = jitsi("secret");

        jitsi.check();
        clock.now = clock.now.plusSeconds(29);
        jitsi.check();
        assertThat(asked).hasValue(1);
        clock.now = clock.now.plusSeconds(2);
        jitsi.check();
        assertThat(asked).hasValue(2);
    }

    @Test
    void saysThatJitsiIsAwayAndSoonThatItIsBack() {
        var jitsi = jitsi("secret");
        status.set(502);

        assertThatThrownBy(jitsi::check).isInstanceOf(ProblemException.class).hasMessage("jitsi-unreachable");
        status.set(200);
        clock.now = clock.now.plusSeconds(4);
        jitsi.check();
    }

    @Test
    void saysThatNothingListens() {
        var jitsi = jitsi("secret");
        server.stop(0);

        assertThatThrownBy(jitsi::check).hasMessage("jitsi-unreachable");
    }

    @Test
    void saysThatItIsNotConfigured() {
        assertThatThrownBy(jitsi(null)::check).hasMessage("jitsi-not-configured");
        assertThat(asked).hasValue(0);
    }

    @Test
    void neverLetsATokenLiveLongerThanItMay() {
        var jitsi = jitsi("secret");
        var guest = new Entrant("pass:1", "A", null, null, false, false);

        assertThat(jitsi.admit(new RoomName("room"), guest, null).expires()).isEqualTo(clock.now.plusSeconds(3600));
        assertThat(jitsi.admit(new RoomName("room"), guest, clock.now.plusSeconds(60))
                        .expires())
                .isEqualTo(clock.now.plusSeconds(60));
        assertThat(jitsi.admit(new RoomName("room"), guest, clock.now.plusSeconds(7200))
                        .expires())
                .isEqualTo(clock.now.plusSeconds(3600));
    }

    private Jitsi jitsi(@Nullable String secret) {
        var settings = new JitsiSettings(
                "http://localhost:" + server.getAddress().getPort(),
                "app",
                secret,
                "jitsi",
                null,
                Duration.ofHours(1),
                null);
        return new Jitsi(settings, new JitsiReach(settings, clock), clock);
    }

    private static final class SetClock extends Clock {

        private Instant now = Instant.parse("2026-11-25T10:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
