package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.core.Sha256;
import org.lectorium.standalone.EmbeddedDatabase;
import org.lectorium.testkit.LectoriumClient.Answer;
import org.lectorium.testkit.TusClient;

/** F14: PostgreSQL is killed, or answers nobody, while uploads run. */
class DatabaseAwayIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int POOL = 4;

    @TempDir
    static Path temp;

    private static @Nullable EmbeddedDatabase database;
    private static @Nullable ChildLectorium node;

    private RunningLectorium lectorium;
    private TusClient tus;
    private byte[] bytes;

    @BeforeAll
    static void start() throws IOException {
        database = EmbeddedDatabase.start(temp.resolve("postgres"), temp.resolve("programs"));
        node = ChildLectorium.start(Map.of(
                "LECTORIUM_DATA_DIR",
                temp.resolve("data").toString(),
                ExternalServers.DATABASE_URL,
                database.jdbcUrl(),
                ExternalServers.DATABASE_USERNAME,
                database.username(),
                "LECTORIUM_DB_POOL_SIZE",
                Integer.toString(POOL)));
    }

    @AfterAll
    static void end() throws IOException {
        if (node != null) {
            node.child().end();
        }
        if (database != null) {
            database.close();
        }
    }

    @BeforeEach
    void open() {
        lectorium = Objects.requireNonNull(node).lectorium();
        tus = new TusClient(lectorium.recorder());
        bytes = new byte[4 << 20];
        new Random().nextBytes(bytes);
    }

    private static ProcessHandle postmaster() throws IOException {
        return ExternalServers.postmaster(temp.resolve("postgres")).orElseThrow();
    }

    /** Killed with all that it has started. */
    private record Killed(List<String> command) {

        static Killed kill() throws IOException {
            var server = postmaster();
            var info = server.info();
            var command = Stream.concat(
                            Stream.of(info.command().orElseThrow()),
                            Stream.of(info.arguments().orElseThrow()))
                    .toList();
            var all = Stream.concat(Stream.of(server), server.descendants()).toList();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(each -> each.onExit().join());
            return new Killed(command);
        }

        /** As it was, on the same port. */
        void startAgain() throws IOException {
            var asSomebodyElse =
                    System.getProperty("user.name").equals("root") ? List.of("unshare", "-U") : List.<String>of();
            new ProcessBuilder(Stream.concat(asSomebodyElse.stream(), command.stream())
                            .toList())
                    .redirectErrorStream(true)
                    .redirectOutput(temp.resolve("postgres-again.log").toFile())
                    .start();
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                try (var connection = connection()) {
                    return connection.isValid(1);
                }
            });
        }
    }

    private static Connection connection() throws SQLException {
        var server = Objects.requireNonNull(database);
        return DriverManager.getConnection(server.jdbcUrl(), server.username(), "");
    }

    private static long count(String query) throws SQLException {
        try (var connection = connection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void isToBeTriedAgain(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.hasHeader("Retry-After")).isTrue();
    }

    private void endsAsOneRecording(String upload) throws SQLException {
        var answer = await().atMost(PATIENCE).until(() -> tus.head(upload), head -> head.status() == 200);
        int offset = Integer.parseInt(answer.header("Upload-Offset"));
        var end = offset == bytes.length
                ? answer
                : tus.patch(upload, offset, Arrays.copyOfRange(bytes, offset, bytes.length));
        assertThat(end.status()).as(end.toString()).isIn(200, 204);
        lectorium.hasOriginal(end, bytes);
        var hash = Sha256.of(bytes).hex();
        assertThat(count("select count(*) from ingest.originals where sha256 = '" + hash + "'"))
                .isEqualTo(1);
        assertThat(count("select count(*) from catalog.recordings where sha256 = '" + hash + "'"))
                .isEqualTo(1);
    }

    @Test
    void goesOnWhenTheDatabaseIsBack() throws Exception {
        var upload = tus.created(bytes.length);
        tus.patch(upload, 0, Arrays.copyOf(bytes, 1 << 20));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var running = RawUpload.patch(node().address(), upload, 1 << 20, 3 << 20)) {
            running.write(bytes, 1 << 20, 1 << 20);
            var killed = Killed.kill();
            running.write(bytes, 2 << 20, 2 << 20);

            var created = threads.submit(() -> tus.create("Upload-Length", "5"));
            var patched = threads.submit(() -> tus.patch(upload, 1 << 20, Arrays.copyOfRange(bytes, 1 << 20, 2 << 20)));
            var looked = threads.submit(() -> tus.head(upload));
            assertThat(running.answer()).contains(" 503 ", "Retry-After");
            isToBeTriedAgain(created.get());
            isToBeTriedAgain(patched.get());
            isToBeTriedAgain(looked.get());
            killed.startAgain();
        }
        assertThat(await().atMost(PATIENCE)
                        .until(() -> tus.head(upload), head -> head.status() == 200)
                        .header("Upload-Offset"))
                .satisfies(offset -> assertThat(Long.parseLong(offset)).isBetween(1L << 20, (long) bytes.length));
        endsAsOneRecording(upload);
    }

    /** Again and again in the middle of what is committed with the last byte. */
    @Test
    void leavesNothingHalfWhenItIsKilledAtTheEnd() throws Exception {
        for (int round = 0; round < 2; round++) {
            new Random().nextBytes(bytes);
            var upload = tus.created(bytes.length);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var end = threads.submit(() -> tus.patch(upload, 0, bytes));
                var part = RawUpload.part(temp.resolve("data/spool"), upload);
                await().pollInterval(Duration.ofMillis(1))
                        .until(() -> end.isDone() || Files.exists(part) && Files.size(part) >= (2 << 20));
                var killed = Killed.kill();
                var answer = end.get();
                assertThat(answer.status()).as(answer.toString()).isIn(204, 503);
                killed.startAgain();
            }
            endsAsOneRecording(upload);
        }
    }

    /** All connections wait for something that is locked; who asks meanwhile is told to come again. */
    @Test
    void saysWhenThereIsNoConnectionLeft() throws Exception {
        var upload = tus.created(bytes.length);
        tus.patch(upload, 0, Arrays.copyOf(bytes, 1 << 20));
        var asked = new ArrayList<Future<Answer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var locking = connection()) {
            locking.setAutoCommit(false);
            locking.createStatement().execute("lock table ingest.uploads in access exclusive mode");
            for (int i = 0; i < 3 * POOL; i++) {
                asked.add(threads.submit(() -> tus.create("Upload-Length", "5")));
            }
            await().atMost(PATIENCE).until(() -> asked.stream().anyMatch(Future::isDone));
            locking.rollback();
        }
        for (var each : asked) {
            assertThat(each.get().status()).as(each.get().toString()).isIn(201, 503);
        }
        assertThat(asked).anySatisfy(each -> isToBeTriedAgain(each.get()));
        endsAsOneRecording(upload);
    }

    private static ChildLectorium node() {
        return Objects.requireNonNull(node);
    }
}
