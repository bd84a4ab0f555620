package org.lectorium.core.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An S3 store that fails as stores do; what does not fail is answered by a real one. */
final class UnreliableS3 implements AutoCloseable {

    private static final Set<String> NOT_PASSED = Set.of("connection", "content-length", "expect", "transfer-encoding");

    /** What happens to a request. */
    interface Fault {

        void happen(Request request) throws IOException;
    }

    private final URI target;
    private final HttpServer server;
    private final ConcurrentLinkedQueue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile @Nullable Fault always;

    UnreliableS3(URI target) throws IOException {
        this.target = target;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    int requests() {
        return requests.get();
    }

    void next(Fault fault) {
        faults.add(fault);
    }

    void always(Fault fault) {
        always = fault;
    }

    void heal() {
        faults.clear();
        always = null;
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        var request = new Request(exchange, exchange.getRequestBody().readAllBytes());
        var next = faults.poll();
        var fault = next != null ? next : always;
        try (exchange) {
            if (fault == null) {
                request.pass();
            } else {
                fault.happen(request);
            }
        }
    }

    static Fault error(int status, String code) {
        return request -> request.answer(
                status, "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>no</Message></Error>");
    }

    /** The connection ends without an answer. */
    static Fault reset() {
        return request -> {};
    }

    /** It is done, and nobody hears of it. */
    static Fault resetAfterSuccess() {
        return request -> request.ask();
    }

    /** Only what ends an upload in parts has an answer that begins before it is known whether it succeeds. */
    static Fault errorIn200() {
        return request -> {
            if (request.completesParts()) {
                error(200, "InternalError").happen(request);
            } else {
                request.pass();
            }
        };
    }

    final class Request {

        private final HttpExchange exchange;
        private final byte[] body;

        private Request(HttpExchange exchange, byte[] body) {
            this.exchange = exchange;
            this.body = body;
        }

        boolean completesParts() {
            var query = String.valueOf(exchange.getRequestURI().getRawQuery());
            return exchange.getRequestMethod().equals("POST") && query.contains("uploadId=");
        }

        /** The same by another connection: the signature covers the name of the host that was asked. */
        private byte[] ask() throws IOException {
            try (var socket = new Socket(target.getHost(), target.getPort())) {
                var head = new StringBuilder(
                        exchange.getRequestMethod() + " " + exchange.getRequestURI() + " HTTP/1.0\r\n");
                exchange.getRequestHeaders().forEach((name, values) -> {
                    if (!NOT_PASSED.contains(name.toLowerCase(Locale.ROOT))) {
                        values.forEach(value -> head.append(name + ": " + value + "\r\n"));
                    }
                });
                head.append("Content-Length: " + body.length + "\r\n\r\n");
                socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().write(body);
                socket.getOutputStream().flush();
                return socket.getInputStream().readAllBytes();
            }
        }

        void pass() throws IOException {
            var answer = ask();
            int end = endOfHead(answer);
            var lines = new String(answer, 0, end, StandardCharsets.ISO_8859_1).split("\r\n");
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            for (String line : lines) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    var name = line.substring(0, colon);
                    if (!NOT_PASSED.contains(name.toLowerCase(Locale.ROOT))
                            || isHead && name.equalsIgnoreCase("content-length")) {
                        exchange.getResponseHeaders()
                                .add(name, line.substring(colon + 1).strip());
                    }
                }
            }
            send(Integer.parseInt(lines[0].split(" ")[1]), Arrays.copyOfRange(answer, end + 4, answer.length));
        }

        private static int endOfHead(byte[] answer) {
            return new String(answer, 0, Math.min(answer.length, 64 << 10), StandardCharsets.ISO_8859_1)
                    .indexOf("\r\n\r\n");
        }

        void answer(int status, String xml) throws IOException {
            exchange.getResponseHeaders().add("Content-Type", "application/xml");
            send(status, xml.getBytes(StandardCharsets.UTF_8));
        }

        private void send(int status, byte[] content) throws IOException {
            exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
            if (content.length > 0) {
                exchange.getResponseBody().write(content);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
