package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.testkit.LectoriumClient;
import org.lectorium.testkit.LectoriumClient.Answer;
import org.lectorium.testkit.TusClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Lectorium that tests talk to: as its administrator, as its recorder, and as nobody. */
final class RunningLectorium {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> ENDS = List.of("published", "failed");

    private final URI base;
    private final LectoriumClient admin;

    RunningLectorium(URI base) {
        this.base = base;
        this.admin = new LectoriumClient(base).signIn("admin", LectoriumTest.ADMIN_PASSWORD);
    }

    static RunningLectorium onPort(int port) {
        return new RunningLectorium(URI.create("http://localhost:" + port));
    }

    LectoriumClient admin() {
        return admin;
    }

    /** Somebody with an account of their own, signed in. */
    record Someone(String id, String username, String password, LectoriumClient client) {}

    /** @param role admin, lecturer or user */
    Someone someone(String role, String... groups) {
        var username = "u-" + UUID.randomUUID();
        var invited = admin.post(
                "/api/v1/users",
                JSON.writeValueAsString(
                        Map.of("username", username, "displayName", "Name of " + username, "role", role)));
        assertThat(invited.status()).as(invited.toString()).isEqualTo(201);
        var id = invited.body().path("user").path("id").asString();
        var token = invited.text("path").substring("/invitation#".length());
        var client = nobody();
        client.get("/api/v1/session");
        var password = "password of " + username;
        var accepted = client.post(
                "/api/v1/invitations/accept", JSON.writeValueAsString(Map.of("token", token, "password", password)));
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(204);
        if (groups.length > 0) {
            admin.patch("/api/v1/users/" + id, JSON.writeValueAsString(Map.of("groups", groups)));
        }
        return new Someone(id, username, password, client.signIn(username, password));
    }

    LectoriumClient nobody() {
        return new LectoriumClient(base);
    }

    /** With the token that all recorders have. */
    LectoriumClient recorder() {
        return nobody().withBearer(LectoriumTest.INGEST_TOKEN);
    }

    /** The index starts while everything else runs already. */
    RunningLectorium awaitSearch() {
        await().atMost(PATIENCE)
                .until(() -> admin.get("/api/v1/search/index")
                        .body()
                        .path("available")
                        .asBoolean());
        return this;
    }

    /** As the recorder. */
    Answer deliver(Path file) {
        return nobody().deliver(LectoriumTest.INGEST_TOKEN, file);
    }

    /** As the recorder, who also says what it is. */
    Answer deliver(Path file, String name, @Nullable String metadata, @Nullable String key) {
        return nobody().deliver(LectoriumTest.INGEST_TOKEN, file, name, metadata, key);
    }

    /** @return its id, once it is stored */
    String stored(Path file) {
        var answer = deliver(file);
        assertThat(answer.status()).as(answer.toString()).isIn(200, 201);
        return answer.text("id");
    }

    /** @return the recording, once it is published or has failed for good */
    JsonNode processed(Path file) {
        return processed(stored(file));
    }

    JsonNode processed(String id) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> recording(id),
                        recording -> ENDS.contains(recording.path("status").asString()));
    }

    /** The answer to the last byte of an upload names a recording whose original has exactly these bytes. */
    void hasOriginal(Answer end, byte[] content) {
        assertThat(end.header("Repr-Digest")).isEqualTo(TusClient.digest(content));
        var link = "/api/v1/recordings/" + end.header("Lectorium-Recording") + "/download?rendition=original";
        // What lost its commit's answer is brought to the store by the next look for such. Downloads are counted.
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> admin.get(link).status() == 302);
        assertThat(Arrays.equals(admin.bytes(link), content)).as(link).isTrue();
    }

    JsonNode recording(String id) {
        var answer = admin.get("/api/v1/recordings/" + id);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.body();
    }
}
