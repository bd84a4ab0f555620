package org.lectorium.api;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
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
        server.createContext("/external_api.js", exchange -> {
            asked.incrementAndGet();
            var script = "window.JitsiMeetExternalAPI = class {};".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/javascript");
            exchange.sendResponseHeaders(200, script.length);
            exchange.getResponseBody().write(script);
            exchange.close();
        });
        server.start();
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
