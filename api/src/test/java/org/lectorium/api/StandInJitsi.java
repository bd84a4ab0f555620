package org.lectorium.api;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** What of a Jitsi a server sees: that its script is there. One for all tests. */
final class StandInJitsi {

    static final String APP_ID = "lectorium-test";
    static final String APP_SECRET = "secret-of-the-test's-jitsi, long enough for HS256";

    private static final StandInJitsi STARTED = new StandInJitsi();

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();

    private StandInJitsi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var script = script();
        server.createContext("/external_api.js", exchange -> {
            asked.incrementAndGet();
            exchange.getResponseHeaders().set("Content-Type", "text/javascript");
            exchange.sendResponseHeaders(200, script.length);
            exchange.getResponseBody().write(script);
            exchange.close();
        });
        server.start();
    }

    /** Plays the events that the documentation of the IFrame API tells of. */
    private static byte[] script() {
        try (var script = StandInJitsi.class.getResourceAsStream("/jitsi/external_api.js")) {
            return Objects.requireNonNull(script).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StandInJitsi started() {
        return STARTED;
    }

    String host() {
        return "localhost:" + server.getAddress().getPort();
    }

    String origin() {
        return "http://" + host();
    }

    /** How often its script was fetched. */
    int asked() {
        return asked.get();
    }
}
