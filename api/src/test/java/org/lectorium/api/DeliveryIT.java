package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectorium.testkit.GeneratedMedia;
import org.lectorium.testkit.LectoriumClient.Answer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a recorder may rely on. */
@LectoriumTest
class DeliveryIT {

    @TempDir
    Path temp;

    @LocalServerPort
    private int port;

    @Value("${lectorium.ingest.spool}")
    private Path spool;

    @Autowired
    private JdbcClient jdbc;

    private RunningLectorium lectorium;

    @BeforeEach
    void connect() {
        lectorium = RunningLectorium.onPort(port);
    }

    @Test
    void takesWhatJibriSends() {
        var answer = lectorium.deliver(someBytes(), "algebra_2026-11-20-10-15-00.mp4", """
                {"meeting_url": "https://meet.example.org/algebra", "participants": [],
                 "share": true, "use_screen_share": 1, "upload_credentials": {"token": "secret"}}""", null);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("status")).isEqualTo("stored");
        var recording = lectorium.recording(answer.text("id"));
        assertThat(recording.path("room").asString()).isEqualTo("algebra");
        assertThat(recording.path("startedAt").asString()).isEqualTo("2026-11-20T10:15:00Z");
    }

    @Test
    void takesWhatTheSenderKnowsBetter() {
        var answer = lectorium.deliver(someBytes(), "x.mp4", """
                {"title": "Лекция 1", "room": "физика", "startedAt": "2026-09-01T08:00:00+03:00"}""", null);

        var recording = lectorium.recording(answer.text("id"));
        assertThat(recording.path("title").asString()).isEqualTo("Лекция 1");
        assertThat(recording.path("room").asString()).isEqualTo("физика");
        assertThat(recording.path("startedAt").asString()).isEqualTo("2026-09-01T05:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Лекция № 1 — введение 🎓.mp4", "with spaces (1).webm", "../../etc/passwd", "a\\b\\c.mp4"})
    void keepsNamesAndNeverUsesThem(String name) {
        var answer = lectorium.deliver(someBytes(), name, null, null);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(lectorium.recording(answer.text("id")).path("fileName").asString())
                .isEqualTo(name.replaceAll(".*[/\\\\]", ""));
    }

    @Test
    void knowsTheSameBytes() {
        var file = someBytes();

        var first = lectorium.deliver(file);
        var again = lectorium.deliver(file, "other name.mp4", null, null);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("id")).isEqualTo(first.text("id"));
    }

    @Test
    void knowsTheSameKey() {
        var file = someBytes();
        var key = UUID.randomUUID().toString();

        var first = lectorium.deliver(file, "a.mp4", null, key);
        var again = lectorium.deliver(file, "a.mp4", null, key);
        var other = lectorium.deliver(someBytes(), "b.mp4", null, key);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("id")).isEqualTo(first.text("id"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.problem()).isEqualTo("idempotency-key-reused");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void makesOneRecordingOfDeliveriesAtTheSameMoment(boolean withKey) throws Exception {
        var file = someBytes();
        var key = withKey ? UUID.randomUUID().toString() : null;
        Callable<Answer> delivery = () -> lectorium.deliver(file, "a.mp4", null, key);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ids = new HashSet<String>();
            int created = 0;
            for (var answer :
                    threads.invokeAll(Stream.generate(() -> delivery).limit(8).toList())) {
                ids.add(answer.get().text("id"));
                created += answer.get().status() == 201 ? 1 : 0;
            }
            assertThat(ids).hasSize(1);
            assertThat(created).isEqualTo(1);
        }
    }

    @Test
    void refusesWhoHasNoToken() {
        var file = someBytes();

        assertThat(lectorium.nobody().deliver("", file).problem()).isEqualTo("sign-in-required");
        assertThat(lectorium.nobody().deliver("wrong", file).status()).isEqualTo(401);
    }

    @Test
    void refusesAnEmptyFile() {
        assertThat(lectorium.deliver(new GeneratedMedia(temp).empty()).problem())
                .isEqualTo("empty-file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json                   | metadata-not-json",
                "[]                         | metadata-not-json",
                "{\"title\": 1              | metadata-not-json",
                "{\"startedAt\": \"friday\"}  | metadata-field-invalid"
            })
    void refusesMetadataThatIsNone(String metadata, String problem) {
        var file = someBytes();

        var answer = lectorium.deliver(file, "a.mp4", metadata, null);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(lectorium.deliver(file).status()).as("nothing of it stays").isEqualTo(201);
    }

    @Test
    void refusesWhatIsNoMultipart() {
        var answer = lectorium.admin().post("/api/v1/ingest/recordings", "{}");

        assertThat(answer.problem()).isEqualTo("not-multipart");
    }

    @Test
    void leavesNothingOfABodyThatEndsEarly() throws Exception {
        long before = spooled();
        try (var socket = new Socket("localhost", port)) {
            write(socket.getOutputStream(), """
                    POST /api/v1/ingest/recordings HTTP/1.1\r
                    Host: localhost\r
                    Authorization: Bearer %s\r
                    Content-Type: multipart/form-data; boundary=x\r
                    Content-Length: 100000000\r
                    \r
                    --x\r
                    Content-Disposition: form-data; name="file"; filename="a.mp4"\r
                    \r
                    the beginning of""".formatted(LectoriumTest.INGEST_TOKEN));
            await().until(() -> spooled() == before + 1);
        }

        await().until(() -> spooled() == before);
    }

    /** Whether it was committed nobody knows when the database goes away at that moment; it may be committed yet. */
    @Test
    void keepsTheBytesOfWhoseCommitNobodyKnows() throws Exception {
        var file = someBytes();
        var before = wholeFiles();
        try (var database = new DyingConnection(
                jdbc, "constraint trigger die after insert on ingest.originals deferrable initially deferred")) {
            var answer = lectorium.deliver(file);

            assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
            assertThat(answer.problem()).isEqualTo("database-unavailable");
            assertThat(answer.headers()).containsKey("retry-after");
            var kept = wholeFiles();
            kept.removeAll(before);
            assertThat(kept).singleElement().satisfies(left -> assertThat(left).hasSameBinaryContentAs(file));

            assertThat(lectorium.deliver(file).status()).isEqualTo(201);
            assertThat(database.hasDied()).isTrue();
        }
    }

    private HashSet<Path> wholeFiles() throws IOException {
        try (var files = Files.list(spool)) {
            return files.filter(Files::isRegularFile).collect(Collectors.toCollection(HashSet::new));
        }
    }

    private static void write(OutputStream out, String text) throws Exception {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private long spooled() throws Exception {
        try (var files = Files.list(spool)) {
            return files.filter(file -> file.toString().endsWith(".part")).count();
        }
    }

    private Path someBytes() {
        try {
            var id = UUID.randomUUID().toString();
            return Files.writeString(temp.resolve(id), "no video, but bytes: " + id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
