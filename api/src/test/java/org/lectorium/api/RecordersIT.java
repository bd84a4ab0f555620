package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Jibri tells how it is. */
@LectoriumTest
class RecordersIT {

    private static final String STATUS = "/api/v1/callbacks/jibri/v1/status";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private RunningLectorium lectorium;
    private final String id = "jibri-" + UUID.randomUUID();

    @BeforeEach
    void open() {
        lectorium = RunningLectorium.onPort(port);
    }

    @Test
    void takesTheStatusWithTheTokenInTheHeader() {
        var jibri = lectorium.nobody().withBearer(LectoriumTest.CALLBACK_TOKEN);

        assertThat(jibri.post(STATUS, status("BUSY", "HEALTHY")).status()).isEqualTo(200);

        var recorder = recorder();
        assertThat(recorder.path("busy").asString()).isEqualTo("BUSY");
        assertThat(recorder.path("healthy").asBoolean()).isTrue();
        assertThat(recorder.path("detail").isNull()).isTrue();
        assertThat(recorder.path("lost").asBoolean()).isFalse();
    }

    @Test
    void takesTheStatusWithTheTokenInTheAddress() {
        var jibri = lectorium.nobody();

        assertThat(jibri.post(withToken(LectoriumTest.CALLBACK_TOKEN), status("IDLE", "UNHEALTHY"))
                        .status())
                .isEqualTo(200);

        assertThat(recorder().path("detail").asString()).isEqualTo("chrome: does not start");

        assertThat(jibri.post(withToken("another"), status("BUSY", "HEALTHY")).problem())
                .isEqualTo("callback-token-wrong");
        assertThat(jibri.post(withToken(LectoriumTest.INGEST_TOKEN), status("BUSY", "HEALTHY"))
                        .problem())
                .isEqualTo("callback-token-wrong");
        assertThat(recorder().path("busy").asString()).isEqualTo("IDLE");
    }

    private static String withToken(String token) {
        return "/api/v1/callbacks/jibri/" + token + "/v1/status";
    }

    @Test
    void keepsOthersOut() {
        var status = status("IDLE", "HEALTHY");

        assertThat(lectorium.nobody().post(STATUS, status).status()).isIn(401, 403);
        assertThat(lectorium.admin().post(STATUS, status).status()).isEqualTo(403);
        assertThat(lectorium.recorder().post(STATUS, status).status()).isEqualTo(403);
        assertThat(lectorium
                        .nobody()
                        .get(withToken(LectoriumTest.CALLBACK_TOKEN))
                        .status())
                .isIn(401, 403);
        assertThat(lectorium
                        .nobody()
                        .withBearer(LectoriumTest.CALLBACK_TOKEN)
                        .get("/api/v1/monitoring")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void refusesWhatIsNoStatus() {
        var jibri = lectorium.nobody().withBearer(LectoriumTest.CALLBACK_TOKEN);

        assertThat(jibri.post(STATUS, "{}").problem()).isEqualTo("recorder-status-invalid");
        assertThat(jibri.post(STATUS, "\"" + "x".repeat(70_000) + "\"").problem())
                .isEqualTo("callback-too-large");
    }

    @Test
    void missesWhoIsSilent() {
        var jibri = lectorium.nobody().withBearer(LectoriumTest.CALLBACK_TOKEN);
        jibri.post(STATUS, status("BUSY", "HEALTHY"));

        jdbc.sql("update conference.recorders set seen_at = now() - interval '4 minutes' where id = ?")
                .param(id)
                .update();
        assertThat(recorder().path("lost").asBoolean()).isTrue();

        jibri.post(STATUS, status("IDLE", "HEALTHY"));
        assertThat(recorder().path("lost").asBoolean()).isFalse();
    }

    /** Jibri gives up after two seconds; so it may take a small part of that. */
    @Test
    void answersAtOnce() {
        var jibri = lectorium.nobody().withBearer(LectoriumTest.CALLBACK_TOKEN);
        jibri.post(STATUS, status("IDLE", "HEALTHY"));

        long begun = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            jibri.post(STATUS, status("IDLE", "HEALTHY"));
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begun).dividedBy(20)).isLessThan(Duration.ofMillis(500));
    }

    private String status(String busy, String health) {
        return """
                {"jibriId": "%s", "newer": [1], "status": {"busyStatus": "%s", "health": {"healthStatus": "%s",
                  "details": {"chrome": {"healthStatus": "UNHEALTHY", "detail": "does not start"}}}}}
                """.formatted(id, busy, health);
    }

    private JsonNode recorder() {
        return lectorium
                .admin()
                .get("/api/v1/monitoring")
                .body()
                .path("recorders")
                .valueStream()
                .filter(recorder -> recorder.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
