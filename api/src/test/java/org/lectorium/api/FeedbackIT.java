package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectorium.api.RunningLectorium.Someone;
import org.lectorium.testkit.LectoriumClient.Answer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people say of a conference once they have left it. */
@LectoriumTest
class FeedbackIT {

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private final String room = "room-" + UUID.randomUUID();
    private RunningLectorium lectorium;
    private Someone owner;
    private Someone student;
    private int conference;

    @BeforeEach
    void open() {
        lectorium = RunningLectorium.onPort(port);
        owner = lectorium.someone("lecturer");
        student = lectorium.someone("user");
        owner.client().post("/api/v1/rooms", json(Map.of("title", room)));
        // Owners see what took place since the room is theirs.
        jdbc.sql("update conference.rooms set created_at = '2020-01-01' where name = ?")
                .param(room)
                .update();
        var rows = new ConferenceRows(jdbc);
        var now = Instant.now();
        rows.conference(room, now.minusSeconds(90_000), now.minusSeconds(86_400));
        conference = rows.conference(room, now.minusSeconds(3600), now.minusSeconds(5));
        rows.stay(conference, UUID.fromString(student.id()), "Anna", now.minusSeconds(3600), now.minusSeconds(5));
    }

    @Test
    void reachesTheOwnersOfTheRoomWithoutAName() {
        assertThat(say(student, Map.of("stars", 4, "text", " Громче! ")).status())
                .isEqualTo(204);

        var opinions = opinions();
        assertThat(opinions).hasSize(1);
        assertThat(opinions.get(0).path("stars").asInt()).isEqualTo(4);
        assertThat(opinions.get(0).path("text").asString()).isEqualTo("Громче!");
        assertThat(opinions.toString()).doesNotContain(student.id()).doesNotContain("Anna");
        assertThat(student.client()
                        .get("/api/v1/conferences/" + conference + "/feedback")
                        .problem())
                .isEqualTo("conference-not-yours");
        assertThat(lectorium
                        .someone("user")
                        .client()
                        .get("/api/v1/conferences/" + conference + "/feedback")
                        .problem())
                .isEqualTo("conference-not-found");
    }

    @Test
    void isReplacedByWhoChangesTheirMind() {
        say(student, Map.of("stars", 1));
        say(student, Map.of("stars", 5));
        say(owner, Map.of("stars", 3));

        assertThat(opinions().valueStream().map(each -> each.path("stars").asInt()))
                .containsExactly(5, 3);
    }

    @Test
    void isTakenFromGuestsWhoWereThere() {
        var made = owner.client().post("/api/v1/passes", json(Map.of("name", "Guests", "room", room)));
        var path = "/api/v1/passes/" + made.text("token");
        var visit = lectorium
                .nobody()
                .post(path + "/join", json(Map.of("name", "Guest")))
                .text("visit");

        assertThat(lectorium
                        .nobody()
                        .post(path + "/feedback", json(Map.of("stars", 5, "visit", "made-up")))
                        .problem())
                .isEqualTo("pass-unknown");
        assertThat(lectorium
                        .nobody()
                        .post(path + "/feedback", json(Map.of("stars", 2, "visit", visit)))
                        .status())
                .isEqualTo(204);
        assertThat(opinions()).hasSize(1);
    }

    @Test
    void refusesWhatIsNoFeedbackAndWhoMayNotEnter() {
        for (var stars : new int[] {-1, 0, 6}) {
            assertThat(say(student, Map.of("stars", stars)).problem()).isEqualTo("room-field-invalid");
        }
        assertThat(say(student, Map.of("text", "Good")).problem()).isEqualTo("room-field-invalid");
        assertThat(say(student, Map.of("stars", 3, "text", "x".repeat(2001))).problem())
                .isEqualTo("room-field-invalid");
        owner.client().patch("/api/v1/rooms/" + room, json(Map.of("entry", "owners")));
        assertThat(say(student, Map.of("stars", 3)).problem()).isEqualTo("room-not-found");
        assertThat(opinions()).isEmpty();
    }

    private Answer say(Someone someone, Map<String, Object> said) {
        return someone.client().post("/api/v1/rooms/" + room + "/feedback", json(said));
    }

    private JsonNode opinions() {
        return owner.client()
                .get("/api/v1/conferences/" + conference + "/feedback")
                .body();
    }

    private static String json(Map<String, Object> map) {
        return JsonMapper.shared().writeValueAsString(map);
    }
}
