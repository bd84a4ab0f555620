package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.ingest.tus.FinishStep;
import org.lectorium.testkit.ChildProcess;
import org.lectorium.testkit.LectoriumClient.Answer;
import org.lectorium.testkit.TusClient;

/**
 * Kills the program while uploads run. What was acknowledged is there afterwards, and every upload becomes one recording with
 * the bytes that were sent. The servers around it go on, so that only the node itself has to start again.
 */
class KilledUploadIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path temp;

    private static @Nullable ChildProcess servers;
    private static Map<String, String> environment = Map.of();

    @BeforeAll
    static void startServers() throws IOException {
        servers = ChildLectorium.run(
                ExternalServers.class, Map.of(), temp.resolve("external").toString());
        environment = ExternalServersIT.environment(servers);
        environment.put("LECTORIUM_DATA_DIR", temp.resolve("node").toString());
    }

    @AfterAll
    static void endServers() {
        Objects.requireNonNull(servers).end();
    }

    private static ChildLectorium start(String... stops) throws IOException {
        return ChildLectorium.start(environment, stops);
    }

    private static TusClient tus(ChildLectorium node) {
        return new TusClient(node.lectorium().nobody().withBearer(LectoriumTest.INGEST_TOKEN));
    }

    private static byte[] someBytes(int count) {
        var bytes = new byte[count];
        new Random().nextBytes(bytes);
        return bytes;
    }

    /** F2: at each point of the end of an upload. */
    @Test
    void finishesWhatWasKilledAtEachPointOfTheEnd() throws Exception {
        var uploads = new LinkedHashMap<String, byte[]>();
        int before = 0;
        for (FinishStep step : FinishStep.values()) {
            try (var node = start(step.name());
                    var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var bytes = someBytes(200_000);
                var tus = tus(node);
                before = uploads.isEmpty() ? recordings(node) : before;
                var upload = tus.created(bytes.length);
                uploads.put(upload, bytes);
                tus.patch(upload, 0, Arrays.copyOf(bytes, 150_000));
                var last = threads.submit(
                        () -> tus.patch(upload, 150_000, Arrays.copyOfRange(bytes, 150_000, bytes.length)));
                node.child().awaitLine(KilledLectorium.STOPPED + step);
                node.close();
                assertThat(last).failsWithin(PATIENCE);
            }
        }
        try (var node = start()) {
            var tus = tus(node);
            for (var upload : uploads.entrySet()) {
                var answer = tus.head(upload.getKey());
                hasBytes(answer, upload.getValue());
                assertThat(answer.header("Upload-Offset")).isEqualTo("200000");
            }
            assertThat(recordings(node)).isEqualTo(before + uploads.size());
            node.child().end();
        }
    }

    /** The store gets them later; where they are safe is the spool. */
    private static void hasBytes(Answer end, byte[] content) throws IOException {
        assertThat(end.header("Repr-Digest")).isEqualTo(TusClient.digest(content));
        assertThat(temp.resolve("node/spool").resolve(end.header("Lectorium-Recording")))
                .hasBinaryContent(content);
    }

    private static int recordings(ChildLectorium node) {
        return node.lectorium()
                .admin()
                .get("/api/v1/recordings")
                .body()
                .path("total")
                .asInt();
    }

    /** One sender and what it was told. */
    private static final class Sender {

        private final byte[] bytes = someBytes(24 << 20);
        private final String upload;
        private final AtomicLong acknowledged = new AtomicLong();
        private @Nullable Answer end;

        Sender(TusClient tus) {
            upload = tus.created(bytes.length);
        }

        /** Until it is done or the server is gone. */
        boolean send(TusClient tus) {
            try {
                long offset = tus.offset(upload);
                assertThat(offset).isBetween(acknowledged.get(), (long) bytes.length);
                while (end == null) {
                    int size = Math.min(ThreadLocalRandom.current().nextInt(1, 4 << 20), bytes.length - (int) offset);
                    var answer =
                            tus.patch(upload, offset, Arrays.copyOfRange(bytes, (int) offset, (int) offset + size));
                    assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
                    offset = Long.parseLong(answer.header("Upload-Offset"));
                    acknowledged.set(offset);
                    end = offset == bytes.length ? answer : null;
                }
            } catch (UncheckedIOException killed) {
                // Goes on when it is back.
            }
            return end != null;
        }
    }

    /** F1: at random moments. */
    @Test
    void goesOnAfterEachKill() throws Exception {
        var senders = new ArrayList<Sender>();
        int before;
        int kills = 0;
        try (var node = start()) {
            before = recordings(node);
            for (int i = 0; i < 8; i++) {
                senders.add(new Sender(tus(node)));
            }
        }
        while (senders.stream().anyMatch(sender -> sender.end == null)) {
            try (var node = start();
                    var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var running = start(senders, tus(node), threads);
                if (kills < 5) {
                    kills++;
                    long some = received(senders) + ThreadLocalRandom.current().nextLong(1, 20 << 20);
                    await().atMost(PATIENCE)
                            .pollInterval(Duration.ofMillis(1))
                            .until(() ->
                                    received(senders) > some || running.stream().allMatch(Future::isDone));
                    node.close();
                }
                for (var each : running) {
                    each.get();
                }
            }
        }
        try (var node = start()) {
            for (Sender sender : senders) {
                hasBytes(Objects.requireNonNull(sender.end), sender.bytes);
                hasBytes(tus(node).head(sender.upload), sender.bytes);
            }
            assertThat(recordings(node)).isEqualTo(before + senders.size());
            node.child().end();
        }
    }

    private static List<Future<Boolean>> start(List<Sender> senders, TusClient tus, ExecutorService threads) {
        return senders.stream()
                .filter(sender -> sender.end == null)
                .map(sender -> (Callable<Boolean>) () -> sender.send(tus))
                .map(threads::submit)
                .toList();
    }

    private static long received(List<Sender> senders) {
        return senders.stream().mapToLong(sender -> sender.acknowledged.get()).sum();
    }

    /** F25: the node is asked to end; it waits for no sender, and who tries again goes on with what had come. */
    @Test
    void putsRunningUploadsDownWhenItIsAskedToEnd() throws Exception {
        var bytes = someBytes(4 << 20);
        String upload;
        long told;
        try (var node = start()) {
            upload = tus(node).created(bytes.length);
            try (var running = RawUpload.patch(node.address(), upload, 0, bytes.length)) {
                running.write(bytes, 0, 1 << 20);
                var part = temp.resolve("node/spool/uploads")
                        .resolve(upload.substring(upload.lastIndexOf('/') + 1) + ".part");
                await().until(() -> part.toFile().length() >= (1 << 20) - (128 << 10));

                long begun = System.nanoTime();
                node.child().process().destroy();
                node.child().process().onExit().join();
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
            }
        }
        try (var node = start()) {
            var tus = tus(node);
            told = tus.offset(upload);
            assertThat(told).isBetween((1L << 20) - (128 << 10), 1L << 20);
            var end = tus.patch(upload, told, Arrays.copyOfRange(bytes, (int) told, bytes.length));
            hasBytes(end, bytes);
            node.child().end();
        }
    }
}
