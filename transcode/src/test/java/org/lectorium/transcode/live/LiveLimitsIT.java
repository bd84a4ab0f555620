package org.lectorium.transcode.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.core.ArrivingBytes;
import org.lectorium.core.ArrivingBytes.SoFar;
import org.lectorium.core.LiveMedia;
import org.lectorium.core.ProblemException;
import org.lectorium.core.RecordingId;
import org.lectorium.testkit.GeneratedMedia;
import org.lectorium.transcode.TranscodeProblem;
import org.lectorium.transcode.TranscodeSettings;
import org.lectorium.transcode.TranscodeSettings.SandboxMode;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A3 to A7 while it arrives: watching is bounded in everything, and leaves nothing behind. */
class LiveLimitsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path media;

    private static byte[] webm = {};

    @TempDir
    Path temp;

    private final Map<RecordingId, SoFar> arriving = new ConcurrentHashMap<>();
    private final RecordingId recording = RecordingId.random();

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    @BeforeAll
    static void record() throws IOException {
        webm = Files.readAllBytes(new GeneratedMedia(media).pageWebm(20));
    }

    @AfterEach
    void close() {
        context.close();
        assertThat(temp.resolve("work/live")).isEmptyDirectory();
        assertThat(programs()).isEmpty();
    }

    private LiveMedia live(LiveSettings settings) {
        context.registerBean(
                TranscodeSettings.class,
                () -> new TranscodeSettings(
                        temp.resolve("work"),
                        null,
                        media.resolve("cache"),
                        1,
                        1,
                        Duration.ZERO,
                        36_000_000,
                        SandboxMode.AUTO));
        context.registerBean(LiveSettings.class, () -> settings);
        context.registerBean(ArrivingBytes.class, () -> id -> Optional.ofNullable(arriving.get(id)));
        context.register(LiveRecordings.class);
        context.scan("org.lectorium.transcode.ffmpeg");
        context.refresh();
        return context.getBean(LiveMedia.class);
    }

    private LiveMedia live() {
        return live(new LiveSettings(10, Duration.ofMinutes(1), 0));
    }

    private SoFar arrived(byte[] bytes, long acknowledged) throws IOException {
        return new SoFar(Files.write(temp.resolve(RecordingId.random() + ".part"), bytes), acknowledged, false);
    }

    /** What was not acknowledged may be anything. */
    @Test
    void readsNothingThatWasNotAcknowledged() throws IOException {
        int half = webm.length / 2;
        byte[] bytes = webm.clone();
        byte[] noise = new byte[webm.length - half];
        new Random(1).nextBytes(noise);
        System.arraycopy(noise, 0, bytes, half, noise.length);
        arriving.put(recording, arrived(bytes, half));
        var live = live();

        assertThat(live.obstacle(recording)).isEmpty();
        var playlist = awaitSegments(live, 2);

        var film = new ByteArrayOutputStream();
        film.write(bytes(live, "init.mp4"));
        for (String segment : segments(playlist)) {
            film.write(bytes(live, segment));
        }
        var file = Files.write(temp.resolve("film.mp4"), film.toByteArray());
        var ffmpeg = new GeneratedMedia(media).ffmpeg().toString();
        GeneratedMedia.execute(List.of(ffmpeg, "-v", "error", "-xerror", "-i", file.toString(), "-f", "null", "-"));
    }

    @Test
    void makesNoMoreThanSoManyAtATime() throws IOException {
        var other = RecordingId.random();
        arriving.put(recording, arrived(webm, webm.length / 2));
        arriving.put(other, arrived(webm, webm.length / 2));
        var live = live(new LiveSettings(1, Duration.ofMinutes(1), 0));
        awaitSegments(live, 2);

        fails(live, other, TranscodeProblem.TOO_MANY_LIVE);

        // Its sender has given it up.
        arriving.remove(recording);
        await().atMost(PATIENCE).until(() -> programs().isEmpty());
        assertThat(live.open(recording, LiveMedia.PLAYLIST)).isEmpty();
        assertThat(live.open(other, "init.mp4").map(LiveLimitsIT::close)).isPresent();
    }

    @Test
    void leavesRoomForWhatArrives() throws IOException {
        arriving.put(recording, arrived(webm, webm.length / 2));
        var live = live(new LiveSettings(10, Duration.ofMinutes(1), Long.MAX_VALUE));

        fails(live, recording, TranscodeProblem.WORKSPACE_FULL);

        assertThat(live.obstacle(recording)).map(ProblemException::key).contains(TranscodeProblem.WORKSPACE_FULL);
    }

    @Test
    void endsWhenNobodyAsks() throws IOException {
        arriving.put(recording, arrived(webm, webm.length / 2));
        var live = live(new LiveSettings(10, Duration.ZERO, 0));
        awaitSegments(live, 1);
        assertThat(programs()).isNotEmpty();

        context.getBean(LiveRecordings.class).endIdle();

        assertThat(programs()).isEmpty();
        // And begins anew when somebody does.
        awaitSegments(live, 2);
    }

    /** A header that promises much, and noise. */
    @Test
    void endsWithNoise() throws IOException {
        byte[] noise = new byte[8 << 20];
        new Random(2).nextBytes(noise);
        System.arraycopy(webm, 0, noise, 0, 4_000);
        arriving.put(recording, arrived(noise, noise.length));
        var live = live();
        assertThat(live.obstacle(recording)).isEmpty();
        assertThat(live.open(recording, "nonsense.m4s")).isEmpty();

        var whole = arriving.get(recording);
        var asked = new Thread(() -> {
            try {
                live.open(recording, LiveMedia.PLAYLIST).ifPresent(LiveLimitsIT::close);
            } catch (ProblemException e) {
                // As good an answer.
            }
        });
        asked.start();
        await().atMost(PATIENCE).until(() -> !programs().isEmpty());
        arriving.put(recording, new SoFar(whole.file(), whole.bytes(), true));

        await().atMost(PATIENCE).until(() -> programs().isEmpty() && !asked.isAlive());
    }

    @Test
    void clearsAwayWhatAKilledNodeLeftAndNothingElse() throws IOException {
        var place = Files.createDirectories(temp.resolve("work/live"));
        var left = Files.createDirectories(place.resolve("killed").resolve(recording.toString()));
        Files.writeString(left.resolve("00000.m4s"), "left over");
        Files.createFile(place.resolve("killed.lock"));
        try (var neighbour = LiveSpace.open(place)) {
            assertThat(place.resolve("killed")).doesNotExist();
            var theirs = neighbour.directoryFor(recording);

            live();

            assertThat(theirs).exists();
        }
    }

    private void fails(LiveMedia live, RecordingId id, TranscodeProblem problem) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> live.open(id, LiveMedia.PLAYLIST))
                .extracting(ProblemException::key)
                .isEqualTo(problem);
    }

    private String awaitSegments(LiveMedia live, int count) {
        return await().atMost(PATIENCE)
                .until(
                        () -> new String(bytes(live, LiveMedia.PLAYLIST), StandardCharsets.UTF_8),
                        playlist -> segments(playlist).size() >= count);
    }

    private static List<String> segments(String playlist) {
        return Pattern.compile("^\\d+\\.m4s$", Pattern.MULTILINE)
                .matcher(playlist)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private byte[] bytes(LiveMedia live, String name) throws IOException {
        try (var content = live.open(recording, name).orElseThrow().content()) {
            return content.readAllBytes();
        }
    }

    private static boolean close(LiveMedia.LiveFile file) {
        try {
            file.content().close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private List<String> programs() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().commandLine().stream())
                .filter(command -> command.contains(temp.toString()))
                .toList();
    }
}
