package org.lectorium.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Speaks to a running Lectorium as browsers and recorders do; knows nothing but HTTP. */
public final class LectoriumClient {

    private static final JsonMapper JSON = new JsonMapper();

    private final URI base;
    private final CookieManager cookies;
    private final boolean provesIntent;
    private final Map<String, String> headers;
    private final HttpClient http;

    public LectoriumClient(URI base) {
        this(base, new CookieManager(), true, Map.of());
    }

    private LectoriumClient(URI base, CookieManager cookies, boolean provesIntent, Map<String, String> headers) {
        this.base = base;
        this.cookies = cookies;
        this.provesIntent = provesIntent;
        this.headers = headers;
        this.http = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .followRedirects(Redirect.NEVER)
                .version(Version.HTTP_1_1)
                .build();
    }

    /** The same cookies, sent as a strange page would have a browser send them. */
    public LectoriumClient withoutCsrf() {
        return new LectoriumClient(base, cookies, false, headers);
    }

    /** A program with a token, and no cookies. */
    public LectoriumClient withBearer(String token) {
        return new LectoriumClient(base, new CookieManager(), false, Map.of("Authorization", "Bearer " + token));
    }

    /** The same, with a header in each request. */
    public LectoriumClient withHeader(String name, String value) {
        var more = new HashMap<>(headers);
        more.put(name, value);
        return new LectoriumClient(base, cookies, provesIntent, Map.copyOf(more));
    }

    /** The same cookies, sent to another node. */
    public LectoriumClient at(URI node) {
        var copied = new CookieManager();
        cookies.getCookieStore()
                .get(base)
                .forEach(cookie -> copied.getCookieStore().add(node, cookie));
        return new LectoriumClient(node, copied, provesIntent, headers);
    }

    /** The value of a cookie; null if there is none. */
    public @Nullable String cookie(String name) {
        return cookies.getCookieStore().get(base).stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse(null);
    }

    /**
     * @param body missing if it is no JSON
     * @param text as it came
     */
    public record Answer(int status, JsonNode body, String text, Map<String, List<String>> headers) {

        public String text(String field) {
            return body.path(field).asString();
        }

        /** The first value of a header that is there. */
        public String header(String name) {
            return Objects.requireNonNull(headers.get(name.toLowerCase(Locale.ROOT)), name)
                    .getFirst();
        }

        public boolean hasHeader(String name) {
            return headers.containsKey(name.toLowerCase(Locale.ROOT));
        }

        /** The key of a problem, or null. */
        public @Nullable String problem() {
            return body.path("key").asString(null);
        }
    }

    /** One try, whatever comes of it. */
    public Answer trySignIn(String username, String password) {
        get("/api/v1/session");
        return post("/api/v1/session", JSON.writeValueAsString(Map.of("username", username, "password", password)));
    }

    public LectoriumClient signIn(String username, String password) {
        var answer = trySignIn(username, password);
        if (answer.status() != 200) {
            throw new IllegalStateException("sign-in: " + answer);
        }
        return this;
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer post(String path, String json) {
        return send(change(path, "POST", json));
    }

    /** With one header more. */
    public Answer post(String path, String json, String header, String value) {
        return send(change(path, "POST", json).header(header, value));
    }

    public Answer put(String path, String json) {
        return send(change(path, "PUT", json));
    }

    public Answer put(String path, byte[] bytes) {
        var request = request(path).PUT(BodyPublishers.ofByteArray(bytes));
        request.header("Content-Type", "application/octet-stream");
        proveIntent(request);
        return send(request);
    }

    /** @param form already encoded */
    public Answer postForm(String path, String form) {
        var request = request(path).POST(BodyPublishers.ofString(form));
        request.header("Content-Type", "application/x-www-form-urlencoded");
        proveIntent(request);
        return send(request);
    }

    public Answer patch(String path, String json) {
        return send(change(path, "PATCH", json));
    }

    public Answer delete(String path) {
        return send(change(path, "DELETE", ""));
    }

    private HttpRequest.Builder change(String path, String method, String json) {
        var request = request(path).method(method, BodyPublishers.ofString(json));
        request.header("Content-Type", "application/json");
        proveIntent(request);
        return request;
    }

    private void proveIntent(HttpRequest.Builder request) {
        var token = cookie("XSRF-TOKEN");
        if (provesIntent && token != null) {
            request.header("X-XSRF-TOKEN", token);
        }
    }

    /** A recorder's delivery; an empty token for whoever this client is. */
    public Answer deliver(String token, Path file, String fileName, @Nullable String metadata, @Nullable String key) {
        var boundary = UUID.randomUUID().toString();
        var request = request("/api/v1/ingest/recordings")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(multipart(boundary, file, fileName, metadata));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        } else {
            proveIntent(request);
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return send(request);
    }

    public Answer deliver(String token, Path file) {
        return deliver(token, file, file.getFileName().toString(), null, null);
    }

    private static BodyPublisher multipart(String boundary, Path file, String fileName, @Nullable String metadata) {
        var head = new StringBuilder();
        if (metadata != null) {
            head.append("--%s\r\nContent-Disposition: form-data; name=\"metadata\"\r\n".formatted(boundary));
            head.append("Content-Type: application/json\r\n\r\n%s\r\n".formatted(metadata));
        }
        head.append("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
                .formatted(boundary, fileName));
        head.append("Content-Type: application/octet-stream\r\n\r\n");
        var begin = head.toString().getBytes(StandardCharsets.UTF_8);
        var end = "\r\n--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.UTF_8);
        try {
            return BodyPublishers.fromPublisher(
                    BodyPublishers.concat(
                            BodyPublishers.ofByteArray(begin),
                            BodyPublishers.ofFile(file),
                            BodyPublishers.ofByteArray(end)),
                    begin.length + Files.size(file) + end.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param link absolute, or from the root; a redirect is followed once */
    public HttpResponse<InputStream> open(String link) {
        var response = sendRaw(request(link).GET().build());
        if (response.statusCode() != 302) {
            return response;
        }
        var location = response.headers().firstValue("Location").orElseThrow();
        return sendRaw(request(location).GET().build());
    }

    public byte[] bytes(String path) {
        try (var in = open(path).body()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Any request. */
    public Answer send(String method, String path, Map<String, String> moreHeaders, BodyPublisher body) {
        var request = request(path).method(method, body);
        moreHeaders.forEach(request::header);
        proveIntent(request);
        return send(request);
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(base.resolve(path));
        headers.forEach(request::header);
        return request;
    }

    private HttpResponse<InputStream> sendRaw(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Answer send(HttpRequest.Builder request) {
        var response = sendRaw(request.build());
        try (var in = response.body()) {
            byte[] bytes = in.readAllBytes();
            boolean isJson = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            var body = isJson && bytes.length > 0 ? JSON.readTree(bytes) : MissingNode.getInstance();
            return new Answer(
                    response.statusCode(),
                    body,
                    new String(bytes, StandardCharsets.UTF_8),
                    response.headers().map());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
