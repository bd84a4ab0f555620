package org.lectorium.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectorium.core.CallbackKeys;
import org.lectorium.core.Sha256;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Who is kept out of what. */
@LectoriumTest
class AccessIT {

    private final HttpClient http = HttpClient.newHttpClient();

    @Autowired
    private CallbackKeys keys;

    @LocalServerPort
    private int port;

    @Test
    void keepsStrangersOutOfEveryOperation() throws Exception {
        var api = RunningLectorium.onPort(port)
                .admin()
                .get("/api/v1/openapi.json")
                .body();
        var open = new ArrayList<String>();
        for (var path : api.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                var method = operation.getKey().toUpperCase(Locale.ROOT);
                int status = send(method, path.getKey().replaceAll("\\{\\w+}", "00000000-0000-0000-0000-000000000000"))
                        .statusCode();
                if (status != 401 && status != 403) {
                    open.add(method + " " + path.getKey() + " " + status);
                }
            }
        }
        // How to sign in; what asks for a share's, a pass's or a feed's token; what Jitsi's page fetches.
        assertThat(open)
                .containsExactlyInAnyOrder(
                        "GET /api/v1/session/ways 200",
                        "POST /api/v1/shares/open 400",
                        "POST /api/v1/passes/{token}/door 404",
                        "POST /api/v1/passes/{token}/join 400",
                        "POST /api/v1/passes/{token}/feedback 400",
                        "GET /api/v1/rooms/{room}/calendar.ics 404",
                        "GET /api/v1/appearances/images/{image} 404",
                        "GET /api/v1/pictures/{id} 404",
                        "GET /api/v1/appearances/branding.json 200",
                        "GET /api/v1/appearances/{room}/branding.json 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/docs",
                "/api/swagger-ui/index.html",
                "/api/v1/openapi.json",
                "/actuator",
                "/actuator/prometheus",
                "/actuator/env",
                "/%61pi/v1/recordings",
                "/api/v1/recordings/",
                "/api/v1/search/index"
            })
    void keepsStrangersOutOf(String path) throws Exception {
        assertThat(send("GET", path).statusCode()).isIn(400, 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/login", "/archive/1", "/nowhere", "/index.html", "/actuator/health"})
    void showsEverybody(String path) throws Exception {
        var response = send("GET", path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("script-src 'self' " + StandInJitsi.started().origin() + ";")
                        .contains("frame-src 'self' " + StandInJitsi.started().origin() + ";"));
        assertThat(response.headers().firstValue("Permissions-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("camera=(self \"" + StandInJitsi.started().origin() + "\")"));
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void wantsAProofThatTheCookieIsMeant() {
        var admin = RunningLectorium.onPort(port).admin();

        var answer = admin.withoutCsrf().post("/api/v1/search/index/rebuild", "");

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void letsTheRecorderDeliverAndNothingElse() throws Exception {
        var request = request("/api/v1/recordings")
                .header("Authorization", "Bearer " + LectoriumTest.INGEST_TOKEN)
                .build();

        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {LectoriumTest.CALLBACK_TOKEN, LectoriumTest.OLD_CALLBACK_TOKEN})
    void letsConferenceServersCallBackAndNothingElse(String token) throws Exception {
        assertThat(statusWith(token, "/api/v1/callbacks/nothing")).isEqualTo(404);
        assertThat(statusWith(token, "/api/v1/recordings")).isEqualTo(403);
        assertThat(statusWith(LectoriumTest.INGEST_TOKEN, "/api/v1/callbacks/nothing"))
                .isEqualTo(403);
        assertThat(RunningLectorium.onPort(port)
                        .admin()
                        .get("/api/v1/callbacks/nothing")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void derivesTheKeyOfSignedCallbacksAsProsodyDoes() {
        assertThat(keys.hmacKeys())
                .contains(Sha256.of(("lectorium callbacks:" + LectoriumTest.CALLBACK_TOKEN).getBytes(UTF_8))
                        .hex()
                        .getBytes(UTF_8))
                .hasSize(2);
    }

    private int statusWith(String token, String path) throws Exception {
        var request = request(path).header("Authorization", "Bearer " + token).build();
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }

    @Test
    void forgetsWhoSignedOut() {
        var admin = RunningLectorium.onPort(port).admin();

        assertThat(admin.delete("/api/v1/session").status()).isEqualTo(204);

        assertThat(admin.get("/api/v1/recordings").status()).isEqualTo(401);
    }

    @Test
    void speaksTheLanguageOfTheReader() throws Exception {
        var english = http.send(
                request("/api/v1/recordings").header("Accept-Language", "en").build(), BodyHandlers.ofString());
        var other = http.send(
                request("/api/v1/recordings").header("Accept-Language", "fi").build(), BodyHandlers.ofString());

        assertThat(english.body()).contains("Please sign in");
        assertThat(other.body()).contains("Войдите");
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return http.send(request(path).method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }
}
