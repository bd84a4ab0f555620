package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A11: what other sites can make somebody's browser do, and sessions that others know. */
@LectoriumTest
class CrossSiteIT {

    private static final String SESSION = "lectorium";
    private static final String EVIL = "https://evil.example";

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    /** The cookie alone changes nothing, in no operation. */
    @Test
    void changesNothingForACookieAlone() throws Exception {
        var admin = RunningLectorium.onPort(port).admin();
        var cookie = SESSION + "=" + admin.cookie(SESSION);
        var open = new ArrayList<String>();
        for (var path : admin.get("/api/v1/openapi.json").body().path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                var method = operation.getKey().toUpperCase(Locale.ROOT);
                var address =
                        path.getKey().replaceAll("\\{\\w+}", UUID.randomUUID().toString());
                if (method.equals("GET")) {
                    continue;
                }
                for (String type : List.of("application/json", "text/plain", "application/x-www-form-urlencoded")) {
                    var answer = http.send(
                            request(address)
                                    .header("Cookie", cookie)
                                    .header("Origin", EVIL)
                                    .header("Content-Type", type)
                                    .method(method, BodyPublishers.ofString("{}"))
                                    .build(),
                            BodyHandlers.ofString());
                    if (answer.statusCode() != 403 || !answer.body().contains("\"forbidden\"")) {
                        open.add(method + " " + path.getKey() + " " + type + " " + answer.statusCode());
                    }
                }
            }
        }
        // These take all that they need from body, address or signature, and nothing from the cookie.
        assertThat(open)
                .allMatch(each -> each.startsWith("POST /api/v1/shares/open ")
                        || each.startsWith("POST /api/v1/passes/{token}/")
                        || each.startsWith("POST /api/v1/callbacks/") && !each.endsWith(" 200"));
        assertThat(admin.get("/api/v1/me").status()).isEqualTo(200);
    }

    /** The proof has to be the one in the cookie, and a guess is none. */
    @Test
    void takesNoProofOfItsOwnMaking() {
        var admin = RunningLectorium.onPort(port).admin();

        var answer = admin.withoutCsrf()
                .withHeader("X-XSRF-TOKEN", UUID.randomUUID().toString())
                .delete("/api/v1/session");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(admin.get("/api/v1/me").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost:1", "http://localhost.evil.example"})
    void letsNoOtherSiteReadAnswers(String origin) throws Exception {
        var admin = RunningLectorium.onPort(port).admin();
        var cookie = SESSION + "=" + admin.cookie(SESSION);

        var read = http.send(
                request("/api/v1/me")
                        .header("Cookie", cookie)
                        .header("Origin", origin)
                        .build(),
                BodyHandlers.ofString());
        var asked = http.send(
                request("/api/v1/me/tokens")
                        .header("Cookie", cookie)
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "x-xsrf-token")
                        .method("OPTIONS", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());

        for (HttpResponse<String> response : List.of(read, asked)) {
            assertThat(response.headers().map().keySet())
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-allow"));
        }
    }

    @Test
    void setsCookiesThatOtherSitesDoNotSend() throws Exception {
        var admin = RunningLectorium.onPort(port).nobody();
        admin.get("/api/v1/session");
        var answer = admin.trySignIn("admin", LectoriumTest.ADMIN_PASSWORD);

        var session = Objects.requireNonNull(answer.headers().get("set-cookie")).stream()
                .filter(cookie -> cookie.startsWith(SESSION + "="))
                .findFirst()
                .orElseThrow();
        assertThat(session).contains("HttpOnly", "SameSite=Lax").doesNotContain("Domain=");
    }

    /** Session fixation: an id that somebody else knew before is worth nothing after. */
    @Test
    void beginsANewSessionWithEachSignIn() {
        var lectorium = RunningLectorium.onPort(port);
        var victim = lectorium.nobody();
        victim.signIn("admin", LectoriumTest.ADMIN_PASSWORD);
        var first = Objects.requireNonNull(victim.cookie(SESSION));

        victim.signIn("admin", LectoriumTest.ADMIN_PASSWORD);

        assertThat(victim.cookie(SESSION)).isNotEqualTo(first);
        assertThat(lectorium
                        .nobody()
                        .withHeader("Cookie", SESSION + "=" + first)
                        .get("/api/v1/me")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void takesNoSessionIdThatSomebodyMadeUp() {
        var lectorium = RunningLectorium.onPort(port);
        var known =
                Base64.getEncoder().encodeToString(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
        var planted = lectorium.nobody().withHeader("Cookie", SESSION + "=" + known + "; XSRF-TOKEN=x");

        var answer = planted.withHeader("X-XSRF-TOKEN", "x")
                .post("/api/v1/session", """
                {"username": "admin", "password": "%s"}""".formatted(LectoriumTest.ADMIN_PASSWORD));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.headers().toString()).contains(SESSION + "=").doesNotContain(known);
        assertThat(lectorium
                        .nobody()
                        .withHeader("Cookie", SESSION + "=" + known)
                        .get("/api/v1/me")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void readsNoSessionFromTheAddress() throws Exception {
        var admin = RunningLectorium.onPort(port).admin();
        var id = admin.cookie(SESSION);

        for (String address : List.of(
                "/api/v1/me;jsessionid=" + id,
                "/api/v1/me;" + SESSION + "=" + id,
                "/api/v1/me;JSESSIONID=" + id + "?jsessionid=" + id,
                "/api/v1/me?jsessionid=" + id,
                "/api/v1/me?" + SESSION + "=" + id)) {
            var answer = http.send(request(address).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(address).isIn(400, 401);
            assertThat(answer.body() + answer.headers().map()).doesNotContain(id);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }
}
