package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectorium.api.RunningLectorium.Someone;
import org.lectorium.testkit.LectoriumClient;
import org.lectorium.testkit.LectoriumClient.Answer;
import org.lectorium.testkit.SimulatedProsody;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A5, A6: in every operation with an id, what is somebody else's answers like what is not there. Recordings have a test of
 * their own, {@link RecordingAccessIT}.
 */
@LectoriumTest
class ForeignIdsIT {

    private static final String NOWHERE = UUID.randomUUID().toString();
    private static final String NO_ROOM = "room-" + UUID.randomUUID();
    private static final String NO_CONFERENCE = "2147483647";

    @LocalServerPort
    private int port;

    private RunningLectorium lectorium;
    private Someone owner;
    private Someone outsider;
    private final String room = "room-" + UUID.randomUUID();

    @BeforeEach
    void connect() {
        lectorium = RunningLectorium.onPort(port);
        owner = lectorium.someone("lecturer");
        outsider = lectorium.someone("lecturer");
        assertThat(owner.client()
                        .post("/api/v1/rooms", "{\"title\": \"" + room + "\"}")
                        .status())
                .isEqualTo(201);
        owner.client().patch("/api/v1/rooms/" + room, "{\"entry\": \"owners\"}");
    }

    @Test
    void tellNothingOfConferences() {
        var prosody = new SimulatedProsody();
        var told = prosody.room(room);
        var now = Instant.now();
        var body = SimulatedProsody.body(List.of(
                told.created(now), told.joined(now, "a", owner.id(), "Ann"), told.said(now, "a", "m", "Secret")));
        lectorium.nobody().withBearer(LectoriumTest.CALLBACK_TOKEN).post(SimulatedProsody.EVENTS, body);
        var conferences = await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> owner.client()
                                .get("/api/v1/conferences?room=" + room)
                                .body()
                                .path("items"),
                        items -> !items.isEmpty());
        var number = conferences.get(0).path("number").asString();

        assertThat(differences("/api/v1/conferences/{number}", "{number}", number, NO_CONFERENCE))
                .isEmpty();
    }

    @Test
    void tellNothingOfPasses() {
        var pass = owner.client()
                .post(
                        "/api/v1/passes",
                        "{\"name\": \"Guests\", \"room\": \"%s\", \"role\": \"guest\", \"note\": \"\"}".formatted(room))
                .body()
                .path("pass")
                .path("id")
                .asString();
        assertThat(pass).isNotEmpty();

        assertThat(differences("/api/v1/passes/{id}", "{id}", pass, NOWHERE)).isEmpty();
    }

    @Test
    void tellNothingOfRooms() {
        assertThat(differences("/api/v1/rooms/{room}", "{room}", room, NO_ROOM)).isEmpty();
    }

    @Test
    void tellNothingOfSessionsAndTokens() {
        var token = owner.client()
                .post(
                        "/api/v1/me/tokens",
                        "{\"name\": \"t\", \"scopes\": [\"read\"], \"expiresAt\": \"%s\"}"
                                .formatted(Instant.now().plusSeconds(3600)))
                .body()
                .path("token")
                .path("id")
                .asString();
        var session = owner.client()
                .get("/api/v1/me/sessions")
                .body()
                .get(0)
                .path("id")
                .asString();

        assertThat(differences("/api/v1/me/tokens/{id}", "{id}", token, NOWHERE))
                .isEmpty();
        assertThat(differences("/api/v1/me/sessions/{id}", "{id}", session, NOWHERE))
                .isEmpty();
        assertThat(owner.client().get("/api/v1/me/tokens").body().toString()).contains(token);
        assertThat(owner.client().get("/api/v1/me").status()).isEqualTo(200);
    }

    /** What an outsider is told otherwise of a thing of somebody else's than of none. */
    private List<String> differences(String begin, String placeholder, String foreign, String none) {
        var differences = new ArrayList<String>();
        int asked = 0;
        for (var path : lectorium
                .admin()
                .get("/api/v1/openapi.json")
                .body()
                .path("paths")
                .properties()) {
            // Joining opens a room that there is not, so it cannot but tell.
            if (!path.getKey().startsWith(begin) || path.getKey().endsWith("/join")) {
                continue;
            }
            for (var operation : path.getValue().properties()) {
                asked++;
                var one = ask(outsider.client(), operation.getKey(), path.getKey(), placeholder, foreign);
                var other = ask(outsider.client(), operation.getKey(), path.getKey(), placeholder, none);
                boolean alike = one.status() == other.status()
                        && one.text().replace(foreign, none).equals(other.text());
                if (!alike) {
                    differences.add(operation.getKey() + " " + path.getKey() + " " + one + " " + other);
                }
            }
        }
        assertThat(asked).as(begin).isPositive();
        return differences;
    }

    private static Answer ask(LectoriumClient client, String method, String path, String placeholder, String id) {
        var address = path.replace(placeholder, id).replaceAll("\\{\\w+}", NOWHERE);
        var body =
                "{\"title\": \"x\", \"subject\": \"x\", \"text\": \"x\", \"token\": \"x\", \"emails\": [\"a@example.org\"]}";
        return switch (method.toUpperCase(Locale.ROOT)) {
            case "GET" -> client.get(address);
            case "POST" -> client.post(address, body);
            case "PATCH" -> client.patch(address, body);
            case "PUT" -> client.put(address, body);
            case "DELETE" -> client.delete(address);
            default -> throw new AssertionError(method);
        };
    }
}
