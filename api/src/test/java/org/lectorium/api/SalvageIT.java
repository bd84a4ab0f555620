package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lectorium.core.Sha256;
import org.lectorium.testkit.GeneratedMedia;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** F24: of what a killed recorder left, everything that is whole can be watched, and what is missing is told. */
@LectoriumTest
class SalvageIT {

    private static final int SECONDS = 18;

    @TempDir
    static Path temp;

    private static GeneratedMedia media;

    @LocalServerPort
    private int port;

    private RunningLectorium lectorium;

    @BeforeAll
    static void prepare() {
        media = new GeneratedMedia(temp);
    }

    @BeforeEach
    void connect() {
        lectorium = RunningLectorium.onPort(port);
    }

    /** Fragments end with the picture before a key picture: every 250 of them, at 30 a second. */
    @ParameterizedTest(name = "{0} bytes behind the second fragment''s {1}")
    @MethodSource("placesInTheThirdFragment")
    void publishesWholeFragments(int bytes, String box) throws Exception {
        var whole = media.fragmented(SECONDS);
        int third = place(whole, box, 3);

        var recording = lectorium.processed(media.cut(whole, third + bytes));

        assertPublishedWith(recording, "media-cut-off");
        assertThat(recording.path("durationSeconds").asDouble()).isBetween(16.5, 16.8);
        assertThat(recording.path("problem").path("detail").asString()).containsPattern(" (bytes?|байта?)");
    }

    static Stream<Arguments> placesInTheThirdFragment() {
        return Stream.of(
                arguments(-3, "moof"),
                arguments(0, "moof"),
                arguments(40, "moof"),
                arguments(-3, "mdat"),
                arguments(0, "mdat"),
                arguments(5, "mdat"),
                arguments(100_000, "mdat"));
    }

    private static Arguments arguments(int bytes, String box) {
        return Arguments.of(bytes, box);
    }

    /** Of the type's letters. */
    private static int place(Path file, String box, int times) throws IOException {
        var text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int place = -1;
        for (int i = 0; i < times; i++) {
            place = text.indexOf(box, place + 1);
        }
        return place;
    }

    @Test
    void publishesTheWholeBlocksOfAWebm() {
        var recording = lectorium.processed(media.cut(media.browserWebm(8), 200_001));

        assertPublishedWith(recording, "media-cut-off");
        assertThat(recording.path("durationSeconds").asDouble()).isBetween(2.0, 7.5);
    }

    @Test
    void rebuildsWhatJibriWritesOutOfTheBox() throws Exception {
        var damaged = media.withoutIndex(media.jibriWithNoise(1280, 720, 6));

        var recording = lectorium.processed(damaged);

        assertPublishedWith(recording, "media-rebuilt");
        assertThat(recording.path("durationSeconds").asDouble()).isBetween(5.9, 6.1);
        assertThat(recording.path("width").asInt()).isEqualTo(1280);
        assertThat(recording.path("poster").isNull()).isFalse();
        assertThat(recording.path("problem").path("detail").asString()).contains("100.0 %");
        var playback = lectorium
                .admin()
                .get("/api/v1/recordings/" + recording.path("id").asString() + "/playback");
        assertThat(playback.body().path("download").get(0).path("sha256").asString())
                .isEqualTo(Sha256.of(damaged).hex());
    }

    @Test
    void waitsForAWholeRecordingOfTheSameRecorder() {
        var waiting = lectorium.processed(media.withoutIndex(media.jibriWithNoise(712, 400, 6)));
        assertThat(waiting.path("status").asString()).isEqualTo("failed");
        assertThat(waiting.path("problem").path("key").asString()).isEqualTo("mp4-index-missing");

        lectorium.processed(media.jibriWithNoise(712, 400, 2));

        var id = waiting.path("id").asString();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> lectorium.recording(id).path("status").asString().equals("published"));
        assertPublishedWith(lectorium.recording(id), "media-rebuilt");
    }

    private static void assertPublishedWith(JsonNode recording, String remark) {
        assertThat(recording.path("status").asString())
                .as(recording.toPrettyString())
                .isEqualTo("published");
        assertThat(recording.path("problem").path("key").asString()).isEqualTo(remark);
    }
}
