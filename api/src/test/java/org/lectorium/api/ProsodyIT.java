package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.testkit.SimulatedProsody;
import org.lectorium.testkit.prosody.Attendee;
import org.lectorium.testkit.prosody.RealProsody;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Real clients in a real Prosody with our module, and what people see of it in the history afterwards. */
@LectoriumTest
class ProsodyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path home;

    @LocalServerPort
    private int port;

    private RunningLectorium lectorium;
    private RealProsody prosody;
    private final String room = "room-" + UUID.randomUUID();
    private final List<Attendee> attendees = new ArrayList<>();

    @BeforeEach
    void start() {
        lectorium = RunningLectorium.onPort(port);
        prosody = RealProsody.startWithToken(
                home,
                URI.create("http://localhost:" + port + SimulatedProsody.EVENTS),
                LectoriumTest.CALLBACK_TOKEN,
                "lectorium_snapshot_interval = 1",
                "lectorium_retry_max = 1");
    }

    @AfterEach
    void stop() {
        attendees.forEach(Attendee::close);
        prosody.close();
    }

    private Attendee join(RunningLectorium.Someone someone, String id) {
        var attendee = Attendee.join(prosody, room, someone.id(), RealProsody.USERS, id);
        attendees.add(attendee);
        return attendee;
    }

    private Attendee guest(String id, String name) {
        var attendee = Attendee.joinAsGuest(prosody, room, id, name);
        attendees.add(attendee);
        return attendee;
    }

    @Test
    void tellsTheHistoryOfAConference() {
        var ann = lectorium.someone("user");
        var teacher = join(ann, "a1");
        var student = guest("g1", "Петя");
        var hello = teacher.say("Всем привет");
        // What comes on another connection may be quicker.
        awaitMessages(1);
        student.reply(hello, "И вам");
        student.retract(student.say("Ой"));
        teacher.react(hello, "👍");
        student.rename("Пётр");
        student.leave();
        var other = guest("g2", "Вася");
        other.die();
        teacher.leave();

        var conference = ended();
        assertThat(conference.path("people").asInt()).isEqualTo(3);
        assertThat(conference.path("messages").asInt()).isEqualTo(2);
        int number = conference.path("number").asInt();
        var participants = ann.client()
                .get("/api/v1/conferences/%d/participants".formatted(number))
                .body();
        assertThat(participants.valueStream().map(each -> each.path("name").asString()))
                .contains("Пётр", "Вася");
        assertThat(participants.get(0).path("userId").asString()).isEqualTo(ann.id());
        var messages = ann.client()
                .get("/api/v1/conferences/%d/messages".formatted(number))
                .body();
        assertThat(messages.valueStream().map(each -> each.path("text").asString(null)))
                .containsExactly("Всем привет", "И вам", null);
        assertThat(messages.get(1).path("replyTo").asString()).isEqualTo(hello);
        assertThat(messages.get(0).path("reactions").get(0).path("emoji").asString())
                .isEqualTo("👍");
    }

    /** Everything that was said before the end comes, and in order, though Prosody dies without a word. */
    @Test
    void endsAConferenceThatDiesWithProsody() {
        var ann = lectorium.someone("user");
        var teacher = join(ann, "a1");
        for (int i = 0; i < 20; i++) {
            teacher.say("Сообщение " + i);
        }
        await().atMost(PATIENCE)
                .until(() -> conferences().path(0).path("messages").asInt() == 20);

        prosody.kill();
        prosody.startAgain();

        var conference = ended();
        var messages = lectorium
                .admin()
                .get("/api/v1/conferences/%d/messages"
                        .formatted(conference.path("number").asInt()))
                .body();
        assertThat(messages.valueStream().map(each -> each.path("text").asString()))
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> "Сообщение " + i).toList());
        assertThat(conferences()).hasSize(1);
    }

    private void awaitMessages(int count) {
        await().atMost(PATIENCE)
                .until(() -> conferences().path(0).path("messages").asInt() == count);
    }

    private JsonNode ended() {
        return await().atMost(PATIENCE)
                .until(
                        this::conferences,
                        list -> !list.isEmpty() && !list.get(0).path("live").asBoolean())
                .get(0);
    }

    private JsonNode conferences() {
        return lectorium.admin().get("/api/v1/conferences?room=" + room).body().path("items");
    }
}
