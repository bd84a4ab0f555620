package org.lectorium.bench;

import static org.awaitility.Awaitility.await;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.lectorium.testkit.ChildProcess;
import org.lectorium.testkit.LectoriumClient;

/** The jar as operators start it, on a fresh directory. */
final class LectoriumUnderTest implements AutoCloseable {

    private static final Path JAR = Path.of("api/target/lectorium.jar");
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String SECRET = "bench";
    private static final String CALLBACKS = "bench of callbacks";
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");

    private final ChildProcess child;
    private final Path data;
    private final URI address;
    private final LectoriumClient admin;

    private LectoriumUnderTest(ChildProcess child, Path data) {
        this.data = data;
        this.child = child;
        this.address = child.awaitLectorium();
        this.admin = new LectoriumClient(address).signIn("admin", SECRET);
    }

    static LectoriumUnderTest start(Path directory) throws IOException {
        return start(directory, Map.of());
    }

    /** Takes recordings in and leaves them there: it processes nothing, and nobody listens where its media store should. */
    static LectoriumUnderTest startReceiver(Path directory) throws IOException {
        return start(
                directory,
                Map.of(
                        "LECTORIUM_ROLES",
                        "web",
                        "LECTORIUM_S3_ENDPOINT",
                        "http://127.0.0.1:1",
                        "LECTORIUM_S3_ACCESS_KEY",
                        SECRET,
                        "LECTORIUM_S3_SECRET_KEY",
                        SECRET));
    }

    private static LectoriumUnderTest start(Path directory, Map<String, String> settings) throws IOException {
        var data = directory.resolve("data");
        var environment = new HashMap<>(Map.of(
                "LECTORIUM_PORT",
                "0",
                "LECTORIUM_DATA_DIR",
                data.toString(),
                "LECTORIUM_ADMIN_PASSWORD",
                SECRET,
                "LECTORIUM_INGEST_TOKEN",
                SECRET,
                "LECTORIUM_CALLBACK_TOKEN",
                CALLBACKS));
        environment.putAll(settings);
        var child = ChildProcess.start(
                Files.createDirectories(directory).resolve("lectorium.log"),
                environment,
                List.of("-jar", JAR.toAbsolutePath().toString()));
        return new LectoriumUnderTest(child, data);
    }

    /** A part of its data directory. */
    Path data(String part) {
        return data.resolve(part);
    }

    LectoriumClient admin() {
        return admin;
    }

    LectoriumClient prosody() {
        return new LectoriumClient(address).withBearer(CALLBACKS);
    }

    LectoriumClient nobody() {
        return new LectoriumClient(address);
    }

    URI uploads() {
        return address.resolve("/api/v1/uploads");
    }

    Map<String, String> ingestHeaders() {
        return Map.of("Authorization", "Bearer " + SECRET);
    }

    String deliver(Path file, String metadata) {
        return nobody().deliver(SECRET, file, file.getFileName().toString(), metadata, null)
                .text("id");
    }

    /** @param lastByte when the last byte had been handed to the network, by {@link System#nanoTime} */
    record Delivered(String id, long lastByte) {}

    /** By a bare socket, since clients do not tell when they have sent the last byte. */
    Delivered deliver(Path file) throws IOException {
        var head = """
                --x\r
                Content-Disposition: form-data; name="file"; filename="%s"\r
                \r
                """.formatted(file.getFileName());
        var tail = "\r\n--x--\r\n";
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            var out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
            out.write(bytes("""
                    POST /api/v1/ingest/recordings HTTP/1.1\r
                    Host: localhost\r
                    Connection: close\r
                    Authorization: Bearer %s\r
                    Content-Type: multipart/form-data; boundary=x\r
                    Content-Length: %d\r
                    \r
                    """.formatted(SECRET, head.length() + Files.size(file) + tail.length())));
            out.write(bytes(head));
            Files.copy(file, out);
            out.write(bytes(tail));
            out.flush();
            long lastByte = System.nanoTime();
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var id = ID.matcher(answer);
            if (!answer.startsWith("HTTP/1.1 201") || !id.find()) {
                throw new IllegalStateException(answer);
            }
            return new Delivered(id.group(1), lastByte);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Waits as the page does, by asking; only more often. */
    void awaitStatus(String id, List<String> statuses) {
        var end = await(id)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> status(id), status -> statuses.contains(status) || status.equals("failed"));
        if (!statuses.contains(end)) {
            throw new IllegalStateException(id + " has failed");
        }
    }

    /** What is reachable, after a full collection. */
    long liveHeapBytes() throws IOException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var histogram = new ProcessBuilder(jcmd, Long.toString(child.process().pid()), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        try (var lines = histogram.inputReader().lines()) {
            var total =
                    lines.filter(line -> line.startsWith("Total")).findFirst().orElseThrow();
            return Long.parseLong(total.strip().split("\\s+")[2]);
        }
    }

    private String status(String id) {
        return admin.get("/api/v1/recordings/" + id).text("status");
    }

    @Override
    public void close() {
        child.end();
    }
}
