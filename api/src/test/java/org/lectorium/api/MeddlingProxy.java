package org.lectorium.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A proxy before Lectorium that remembers what passed it, and may answer something else. */
abstract class MeddlingProxy implements AutoCloseable {

    /** @param headers one a line */
    record Passed(String method, String path, String headers, byte[] body) {

        String all() {
            return path + "\n" + headers + "\n" + new String(body, StandardCharsets.ISO_8859_1);
        }
    }

    private static final List<String> NOT_OURS = List.of("connection", "content-length", "transfer-encoding", "host");

    private final URI target;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Passed> passed = new CopyOnWriteArrayList<>();

    MeddlingProxy(URI target) throws IOException {
        this.target = target;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::pass);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Passed> passed() {
        return List.copyOf(passed);
    }

    /** The value of a header of an answer, as it is passed on. */
    String header(String name, String value) {
        return value;
    }

    /** @return whether it was answered here */
    boolean answer(HttpExchange exchange, Passed request) throws IOException {
        return false;
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = new StringBuilder();
            var request = HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()));
            exchange.getRequestHeaders().forEach((name, values) -> {
                headers.append(name).append(": ").append(values).append('\n');
                if (!NOT_OURS.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            var asked = new Passed(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers.toString(),
                    exchange.getRequestBody().readAllBytes());
            passed.add(asked);
            if (!answer(exchange, asked)) {
                answer(exchange, send(request.method(asked.method(), BodyPublishers.ofByteArray(asked.body()))));
            }
        }
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void answer(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        answer.headers().map().forEach((name, values) -> {
            if (!NOT_OURS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, header(name, value)));
            }
        });
        boolean hasBody = answer.body().length > 0;
        exchange.sendResponseHeaders(answer.statusCode(), hasBody ? answer.body().length : -1);
        if (hasBody) {
            exchange.getResponseBody().write(answer.body());
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
