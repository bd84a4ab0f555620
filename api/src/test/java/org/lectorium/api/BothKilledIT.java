package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.testkit.SimulatedProsody;
import org.lectorium.testkit.prosody.Attendee;
import org.lectorium.testkit.prosody.RealProsody;
import tools.jackson.databind.JsonNode;

/** F23: Lectorium is away for a while, and then both are killed; what was written is there, all of it and in order. */
class BothKilledIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path home;

    private final String room = "room-" + UUID.randomUUID();
    private final List<String> said = new ArrayList<>();

    @Test
    void losesNothing() throws Exception {
        int port = freePort();
        var environment = Map.of(
                "LECTORIUM_PORT",
                Integer.toString(port),
                "LECTORIUM_DATA_DIR",
                home.resolve("data").toString(),
                "LECTORIUM_CALLBACK_TOKEN",
                LectoriumTest.CALLBACK_TOKEN);
        var prosodyHome = Files.createDirectory(home.resolve("prosody"));
        try (var prosody = RealProsody.startWithToken(
                prosodyHome,
                URI.create("http://localhost:" + port + SimulatedProsody.EVENTS),
                LectoriumTest.CALLBACK_TOKEN,
                "lectorium_snapshot_interval = 1",
                "lectorium_retry_max = 1")) {
            try (var teacher = Attendee.joinAsGuest(prosody, room, "t1", "Teacher");
                    var first = ChildLectorium.start(environment)) {
                say(teacher, 20);
                await().atMost(PATIENCE).until(() -> messages(first.lectorium()) == 20);
                first.close();
                // Nobody hears this.
                say(teacher, 30);
                await().atMost(PATIENCE).until(() -> prosody.spooled().contains(said.getLast()));
                prosody.kill();
            }
            prosody.startAgain();
            try (var second = ChildLectorium.start(environment)) {
                var lectorium = second.lectorium();
                await().atMost(PATIENCE)
                        .until(() -> messages(lectorium) == 50
                                && !conference(lectorium).path("live").asBoolean());
                assertThat(lectorium
                                .admin()
                                .get("/api/v1/conferences/%d/messages"
                                        .formatted(conference(lectorium)
                                                .path("number")
                                                .asInt()))
                                .body()
                                .valueStream()
                                .map(message -> message.path("text").asString()))
                        .containsExactlyElementsOf(said);
                second.child().end();
            }
        }
    }

    private void say(Attendee teacher, int times) {
        for (int i = 0; i < times; i++) {
            var text = "Сообщение " + said.size();
            teacher.say(text);
            said.add(text);
        }
    }

    private int messages(RunningLectorium lectorium) {
        return conference(lectorium).path("messages").asInt();
    }

    private JsonNode conference(RunningLectorium lectorium) {
        return lectorium
                .admin()
                .get("/api/v1/conferences?room=" + room)
                .body()
                .path("items")
                .path(0);
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
