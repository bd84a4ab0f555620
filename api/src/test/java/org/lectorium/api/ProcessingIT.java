package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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
import org.lectorium.transcode.SampleLectures;
import org.lectorium.transcode.SampleLectures.Slide;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What becomes of what comes in. */
@LectoriumTest
class ProcessingIT {

    @TempDir
    static Path temp;

    private static GeneratedMedia media;

    @LocalServerPort
    private int port;

    @Autowired
    private SampleLectures samples;

    private RunningLectorium lectorium;

    @BeforeAll
    static void prepare() {
        media = new GeneratedMedia(temp);
    }

    @BeforeEach
    void connect() {
        lectorium = RunningLectorium.onPort(port);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void publishes(String name, Function<GeneratedMedia, Path> make, double seconds, int width, int height)
            throws Exception {
        var original = make.apply(media);

        var recording = lectorium.processed(original);

        assertThat(recording.path("status").asString())
                .as(recording.toPrettyString())
                .isEqualTo("published");
        assertThat(recording.path("durationSeconds").asDouble()).isBetween(seconds - 0.5, seconds + 0.5);
        assertThat(recording.path("width").asInt(0)).isEqualTo(width);
        assertThat(recording.path("height").asInt(0)).isEqualTo(height);
        assertThat(recording.path("poster").isNull()).isEqualTo(width == 0);
        var playback = lectorium
                .admin()
                .get("/api/v1/recordings/" + recording.path("id").asString() + "/playback");
        assertThat(codecs(playback.text("hls"))).isNotEmpty().isSubsetOf("h264", "aac");
        for (var download : playback.body().path("download")) {
            assertThat(saved(download.path("url").asString()).hex())
                    .isEqualTo(download.path("sha256").asString());
        }
        assertThat(playback.body().path("download").get(0).path("sha256").asString())
                .isEqualTo(Sha256.of(original).hex());
    }

    static Stream<Arguments> good() {
        return Stream.of(
                good("720p as Jibri writes it", media -> media.jibri(1280, 720, 4), 4, 1280, 720),
                good("1080p as Jibri writes it", media -> media.jibri(1920, 1080, 2), 2, 1920, 1080),
                good("in fragments", media -> media.fragmented(4), 4, 1280, 720),
                good("from a browser", media -> media.browserWebm(4), 4, 640, 360),
                good("from a browser, frames as they came", media -> media.unevenWebm(6), 6, 640, 360),
                good("without sound", media -> media.withoutSound(4), 4, 640, 360),
                good("sound only", media -> media.soundOnly(4), 4, 0, 0),
                good("variable frame rate", media -> media.variableFrameRate(4), 4, 640, 360),
                good("odd size", media -> media.oddSize(4), 4, 640, 358),
                good("rotated", media -> media.rotated(4), 4, 360, 640));
    }

    private static Arguments good(
            String name, Function<GeneratedMedia, Path> make, double seconds, int width, int height) {
        return Arguments.of(name, make, seconds, width, height);
    }

    /** Reads playlist and media as a player does, and has ffprobe say what they are. */
    private Set<String> codecs(String playlist) throws IOException {
        var folder = Files.createTempDirectory(temp, "played");
        var text = new String(open(playlist), StandardCharsets.UTF_8);
        var file =
                text.lines().filter(line -> !line.startsWith("#")).findFirst().orElseThrow();
        Files.writeString(folder.resolve("playlist.m3u8"), text);
        Files.write(folder.resolve(file), open(playlist.substring(0, playlist.lastIndexOf('/') + 1) + file));
        return media.probe(folder.resolve("playlist.m3u8"), "stream=codec_name")
                .lines()
                .map(line -> line.replace("codec_name=", ""))
                .collect(Collectors.toSet());
    }

    private byte[] open(String link) throws IOException {
        var response = lectorium.nobody().open(link);
        try (var in = response.body()) {
            assertThat(response.statusCode()).as(link).isEqualTo(200);
            return in.readAllBytes();
        }
    }

    private Sha256 saved(String link) throws IOException {
        var response = lectorium.admin().open(link);
        try (var in = response.body()) {
            assertThat(response.headers().firstValue("Content-Disposition").orElse(""))
                    .startsWith("attachment");
            return Sha256.of(in.readAllBytes());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void saysWhatIsWrong(String problem, Function<GeneratedMedia, Path> make) {
        var recording = lectorium.processed(make.apply(media));

        assertThat(recording.path("status").asString()).isEqualTo("failed");
        assertThat(recording.path("problem").path("key").asString()).isEqualTo(problem);
        assertThat(recording.path("problem").path("scope").asString()).isEqualTo("recording");
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                bad("not-a-recording", GeneratedMedia::text),
                bad("mp4-index-missing", GeneratedMedia::withoutIndexAndReordered),
                bad("not-a-recording", media -> media.playlist("/etc/passwd")),
                bad("not-a-recording", media -> media.playlist("http://127.0.0.1:1/")),
                bad("not-a-recording", media -> media.concatScript("/etc/passwd")),
                bad("picture-too-large", GeneratedMedia::hugeFrames));
    }

    private static Arguments bad(String problem, Function<GeneratedMedia, Path> make) {
        return Arguments.of(problem, make);
    }

    @Test
    void publishesWhatIsLeftOfABrokenFile() {
        var recording = lectorium.processed(media.brokenInTheMiddle());

        assertThat(recording.path("status").asString()).isEqualTo("published");
        assertThat(recording.path("problem").path("key").asString()).isEqualTo("media-truncated");
        assertThat(recording.path("durationSeconds").asDouble()).isBetween(1.0, 7.0);
    }

    @Test
    void publishesTheDemosLectures() {
        var lecture =
                samples.record(List.of(new Slide("Ряды", List.of("Пример")), new Slide("Two", List.of())), 2, temp);

        var recording = lectorium.processed(lecture);

        assertThat(recording.path("status").asString()).isEqualTo("published");
        assertThat(recording.path("durationSeconds").asDouble()).isBetween(3.5, 4.5);
    }

    @Test
    void triesAFailedOneAgainWhenAsked() {
        var failed = lectorium.processed(media.text());
        var id = failed.path("id").asString();

        var answer = lectorium.admin().post("/api/v1/recordings/" + id + "/retry", "");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(lectorium.processed(id).path("version").asLong())
                .isGreaterThan(failed.path("version").asLong());
    }
}
