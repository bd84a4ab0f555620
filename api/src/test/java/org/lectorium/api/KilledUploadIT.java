package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
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

    private static final int KILLS = Integer.getInteger("soak.kills", 2);
    private static final int AT_ONCE = 8;
    private static final int BYTES = 8 << 20;

    @TempDir
    static Path temp;

    private static @Nullable ChildProcess servers;
    private static Map<String, String> environment = Map.of();

    @BeforeAll
    static void startServers() throws IOException {
        servers = ExternalServers.run(temp.resolve("external"));
        environment = ExternalServers.environment(servers);
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
        return new TusClient(node.lectorium().recorder());
    }

    /**
     * F2: at each point of the end of an upload; one upload stands still at each of them when the program is killed. Apart from
     * the others inside of the transaction, where it holds what they need.
     */
    @Test
    void finishesWhatWasKilledAtEachPointOfTheEnd() throws Exception {
        var uploads = new LinkedHashMap<String, byte[]>();
        int before = killAt(EnumSet.complementOf(EnumSet.of(FinishStep.ADDED)), uploads);
        killAt(EnumSet.of(FinishStep.ADDED), uploads);
        assertThat(uploads).hasSameSizeAs(FinishStep.values());
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

    /** @return how many recordings there were */
    private static int killAt(Set<FinishStep> steps, Map<String, byte[]> uploads) throws Exception {
        // The node ends first: who waits for its answers would wait for ever.
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var node = start(steps.stream().map(Enum::name).toArray(String[]::new))) {
            var tus = tus(node);
            int before = recordings(node);
            var ends = new ArrayList<Future<Answer>>();
            for (FinishStep step : steps) {
                var bytes = RawUpload.someBytes(200_000);
                var upload = tus.created(bytes.length);
                uploads.put(upload, bytes);
                tus.patch(upload, 0, Arrays.copyOf(bytes, 150_000));
                ends.add(threads.submit(
                        () -> tus.patch(upload, 150_000, Arrays.copyOfRange(bytes, 150_000, bytes.length))));
                node.child().awaitLine(KilledLectorium.STOPPED + step);
            }
            node.close();
            assertThat(ends).allSatisfy(end -> assertThat(end).failsWithin(PATIENCE));
            return before;
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

        private final long seed = ThreadLocalRandom.current().nextLong();
        private final String upload;
        private final AtomicLong acknowledged = new AtomicLong();
        private @Nullable Answer end;

        Sender(TusClient tus) {
            upload = tus.created(BYTES);
        }

        /** Made anew each time: many senders do not fit into memory. */
        byte[] bytes() {
            var bytes = new byte[BYTES];
            new Random(seed).nextBytes(bytes);
            return bytes;
        }

        /** Until it is done or the server is gone. */
        void send(TusClient tus) {
            var bytes = bytes();
            try {
                long offset = tus.offset(upload);
                assertThat(offset).isBetween(acknowledged.get(), (long) BYTES);
                while (end == null) {
                    int size = Math.min(ThreadLocalRandom.current().nextInt(1, 3 << 20), BYTES - (int) offset);
                    var answer =
                            tus.patch(upload, offset, Arrays.copyOfRange(bytes, (int) offset, (int) offset + size));
                    assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
                    offset = Long.parseLong(answer.header("Upload-Offset"));
                    acknowledged.set(offset);
                    end = offset == BYTES ? answer : null;
                }
            } catch (UncheckedIOException killed) {
                // Goes on when it is back.
            }
        }
    }

    /** F1: at random moments, while {@value #AT_ONCE} uploads run; {@code -Dsoak.kills=200} for as many as the research asks for. */
    @Test
    void goesOnAfterEachKill() throws Exception {
        var senders = new ArrayList<Sender>();
        int before = -1;
        for (int kills = 0; kills < KILLS; kills++) {
            try (var node = start()) {
                before = before < 0 ? recordings(node) : before;
                while (unfinished(senders).size() < AT_ONCE) {
                    senders.add(new Sender(tus(node)));
                }
                long some = received(senders) + ThreadLocalRandom.current().nextLong(1, AT_ONCE * BYTES / 2);
                run(senders, node, running -> {
                    await().atMost(PATIENCE)
                            .pollInterval(Duration.ofMillis(1))
                            .until(() ->
                                    received(senders) > some || running.stream().allMatch(Future::isDone));
                    node.close();
                });
            }
        }
        try (var node = start()) {
            run(senders, node, running -> {});
            for (Sender sender : senders) {
                hasBytes(Objects.requireNonNull(sender.end), sender.bytes());
                hasBytes(tus(node).head(sender.upload), sender.bytes());
            }
            assertThat(recordings(node)).isEqualTo(before + senders.size());
            node.child().end();
        }
        System.out.printf("%d kills: %d uploads begun, %d recordings%n", KILLS, senders.size(), senders.size());
    }

    private static List<Sender> unfinished(List<Sender> senders) {
        return senders.stream().filter(sender -> sender.end == null).toList();
    }

    /** Returns when all have ended, one way or the other. */
    private static void run(List<Sender> senders, ChildLectorium node, Consumer<List<Future<?>>> meanwhile)
            throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (Sender sender : unfinished(senders)) {
                var tus = tus(node);
                running.add(threads.submit(() -> sender.send(tus)));
            }
            meanwhile.accept(running);
            for (Future<?> each : running) {
                each.get();
            }
        }
    }

    private static long received(List<Sender> senders) {
        return senders.stream().mapToLong(sender -> sender.acknowledged.get()).sum();
    }

    /** F25: the node is asked to end; it waits for no sender, and who tries again goes on with what had come. */
    @Test
    void putsRunningUploadsDownWhenItIsAskedToEnd() throws Exception {
        var bytes = RawUpload.someBytes(4 << 20);
        String upload;
        long told;
        try (var node = start()) {
            upload = tus(node).created(bytes.length);
            try (var running = RawUpload.patch(node.address(), upload, 0, bytes.length)) {
                running.write(bytes, 0, 1 << 20);
                var part = RawUpload.part(temp.resolve("node/spool"), upload);
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
