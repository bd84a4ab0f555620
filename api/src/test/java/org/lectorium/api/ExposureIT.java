package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A18: what an installation tells about itself, and to whom. */
@LectoriumTest
class ExposureIT {

    private static final Pattern INSIDES = Pattern.compile(
            "\\bat [\\w.$]+\\(|Exception|[a-z]+\\.[a-z]+\\.[A-Za-z]+\\.java|org\\.|Apache|Tomcat|Spring|SQL");

    @LocalServerPort
    private int port;

    @Test
    void showsMetricsToAdministratorsOnly() {
        var lectorium = RunningLectorium.onPort(port);

        assertThat(lectorium.admin().get("/actuator/prometheus").status()).isEqualTo(200);
        for (String path : new String[] {"/actuator", "/actuator/prometheus", "/actuator/health/db"}) {
            assertThat(lectorium.someone("lecturer").client().get(path).status())
                    .as(path)
                    .isIn(403, 404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env",
                "configprops",
                "beans",
                "heapdump",
                "threaddump",
                "loggers",
                "httpexchanges",
                "mappings",
                "sessions",
                "quartz",
                "flyway",
                "shutdown",
                "logfile"
            })
    void hasNoOtherEndpoint(String name) {
        assertThat(RunningLectorium.onPort(port)
                        .admin()
                        .get("/actuator/" + name)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void tellsStrangersThatItIsHealthyAndNoMore() throws Exception {
        var health = ask("GET", "/actuator/health", "");

        assertThat(health).contains("UP").doesNotContain("details", "components", "postgres", "version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/docs", "/api/swagger-ui/index.html", "/api/v1/openapi.json"})
    void describesItselfToWhoIsSignedIn(String path) {
        var lectorium = RunningLectorium.onPort(port);

        assertThat(lectorium.nobody().get(path).status()).isEqualTo(401);
        assertThat(lectorium.someone("user").client().get(path).status()).isIn(200, 302);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"x\"",
                "{\"username\": {\"a\": 1}, \"password\": []}",
                "{\"username\": null, \"password\": null}",
                "{\"username\": \"\\u0000\", \"password\": \"\\ud800\"}",
                "{\"username\": \"a\", \"password\": \"b\", \"@class\": \"java.lang.Runtime\"}"
            })
    void tellsNothingOfItsInsidesAboutABody(String body) {
        var client = RunningLectorium.onPort(port).nobody();
        client.get("/api/v1/session");

        var answer = client.post("/api/v1/session", body);

        assertThat(answer.status()).as(answer.toString()).isIn(400, 401, 429);
        assertThat(answer.body().toString()).doesNotContainPattern(INSIDES);
    }

    /** Whatever is missing from a body is the caller's mistake, in every operation. */
    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "", "{\"expiresAt\": \"never\", \"groups\": 1, \"scopes\": {}}"})
    void takesNoBodyForOurMistake(String body) {
        var lectorium = RunningLectorium.onPort(port);
        var admin = lectorium.someone("admin").client();
        var mistakes = new ArrayList<String>();
        for (var path : admin.get("/api/v1/openapi.json").body().path("paths").properties()) {
            var address = path.getKey().replaceAll("\\{\\w+}", UUID.randomUUID().toString());
            for (var operation : path.getValue().properties()) {
                var answer = switch (operation.getKey()) {
                    case "post" -> address.endsWith("/me/erase") ? null : admin.post(address, body);
                    case "put" -> admin.put(address, body);
                    case "patch" -> admin.patch(address, body);
                    default -> null;
                };
                if (answer != null && answer.status() >= 500) {
                    mistakes.add(operation.getKey() + " " + address + " " + answer.status());
                }
            }
        }
        assertThat(mistakes).isEmpty();
    }

    @Test
    void survivesDeepNesting() {
        var client = RunningLectorium.onPort(port).nobody();
        client.get("/api/v1/session");

        var answer = client.post("/api/v1/session", "{\"username\":" + "[".repeat(100_000));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().toString()).doesNotContainPattern(INSIDES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%zz HTTP/1.1\r\nHost: x\r\n",
                "GET /[] HTTP/1.1\r\nHost: x\r\n",
                "GET /%00 HTTP/1.1\r\nHost: x\r\n",
                "GET /..%2f..%2fetc/passwd HTTP/1.1\r\nHost: x\r\n",
                "GET //api//v1//me HTTP/1.1\r\nHost: x\r\n",
                "GET /api/v1/me;x HTTP/1.1\r\nHost: x\r\n",
                "GET / HTTP/1.1\r\nHost: x y\r\n",
                "GET / HTTP/9.9\r\nHost: x\r\n",
                "TRACE / HTTP/1.1\r\nHost: x\r\n",
                "JUNK / HTTP/1.1\r\nHost: x\r\n",
                "GET /error HTTP/1.1\r\nHost: x\r\n",
                "GET /api/v1/recordings/%ff HTTP/1.1\r\nHost: x\r\n",
                "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n",
                "GET /media/x/y HTTP/1.1\r\nHost: x\r\nRange: bytes=9-1,,\r\n"
            })
    void tellsNothingOfItsInsidesAboutARequest(String request) throws Exception {
        try (var socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write((request + "Accept: text/html\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 ").doesNotContain(" 500 ").doesNotContainPattern(INSIDES);
        }
    }

    /** Whoever installs it without choosing gets a random one, and whoever imports the realm gets people without any. */
    @Test
    void comesWithNoPassword() throws IOException {
        var settings = Files.readString(Path.of("src/main/resources/application.yml"));
        assertThat(settings.lines().filter(line -> line.matches(".*(password|secret|secret-key|token):.*")))
                .hasSizeGreaterThan(6)
                .allMatch(line -> line.matches(".*\\$\\{LECTORIUM_\\w+:}$"));

        var realm = Files.readString(Path.of("../docs/keycloak/lectorium-realm.json"));
        assertThat(realm).doesNotContain("\"credentials\"", "\"secret\"", "\"password\"", "privateKey");
    }

    private String ask(String method, String path, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .method(method, BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
