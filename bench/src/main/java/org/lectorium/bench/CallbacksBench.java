package org.lectorium.bench;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.lectorium.testkit.LectoriumClient;
import org.lectorium.testkit.SimulatedProsody;
import org.lectorium.testkit.SimulatedProsody.Room;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Conferences of 60 people who come, write 100 messages and go: 25 at once with a request for each event, as
 * event_sync sends; then with the batches of our module, as fast as it goes and at a fixed rate; then many. Everything
 * that went in has to come out.
 */
final class CallbacksBench {

    private static final int PARALLEL = 25;
    private static final int PEOPLE = 60;
    private static final int MESSAGES = 100;
    private static final int CONNECTIONS = 4;
    private static final int EVENTS = 2 + 2 * PEOPLE + MESSAGES;
    private static final int BATCH = 200;
    private static final int SUSTAINED = 3_000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final LectoriumUnderTest lectorium;
    private final Instant start = Instant.now().minus(Duration.ofHours(2));

    private CallbacksBench(LectoriumUnderTest lectorium) {
        this.lectorium = lectorium;
    }

    static void main(String[] args) throws Exception {
        var directory = Files.createTempDirectory("lectorium-bench");
        try (var lectorium = LectoriumUnderTest.start(directory)) {
            var bench = new CallbacksBench(lectorium);
            System.out.println("| what | events | events/s | p50 | p99 | longest | told after | CPU s |");
            System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|");
            bench.run("warm-up", 4 * PARALLEL, PARALLEL, 1, CallbacksBench::unhindered);
            bench.run(
                    "25 conferences at once, one event a request",
                    4 * PARALLEL,
                    PARALLEL,
                    1,
                    CallbacksBench::unhindered);
            bench.run("the same, batches of 20", 4 * PARALLEL, PARALLEL, 20, CallbacksBench::unhindered);
            bench.run(
                    "the same at %,d events/s".formatted(SUSTAINED),
                    16 * PARALLEL,
                    PARALLEL,
                    20,
                    CallbacksBench::sustained);
            bench.run(
                    args[0] + " replayed, batches of " + BATCH,
                    Integer.parseInt(args[0]),
                    CONNECTIONS,
                    BATCH,
                    CallbacksBench::unhindered);
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    /** When each next request is due; what is sent late has waited since then. */
    private static LongSupplier sustained(int batch) {
        long requests = Math.ceilDiv(EVENTS, batch);
        var due = new AtomicLong(System.nanoTime());
        return () -> due.getAndAdd(1_000_000_000L * EVENTS / requests / SUSTAINED);
    }

    private static LongSupplier unhindered(int batch) {
        return System::nanoTime;
    }

    private void run(String what, int conferences, int connections, int batch, IntFunction<LongSupplier> pace)
            throws Exception {
        var prosody = new SimulatedProsody();
        var prefix = "bench-" + UUID.randomUUID().toString().substring(0, 8);
        var rooms = IntStream.range(0, conferences)
                .mapToObj(i -> prosody.room(prefix + "-" + i))
                .toList();
        var bodies = rooms.stream().map(room -> bodies(room, batch)).toList();
        int events = conferences * EVENTS;
        var latencies = new ConcurrentLinkedQueue<Long>();
        var cpu = CpuTime.now();
        var due = pace.apply(batch);
        long begun = System.nanoTime();
        try (var senders = Executors.newFixedThreadPool(connections)) {
            var sending = new ArrayList<Future<?>>();
            for (List<String> conference : bodies) {
                sending.add(senders.submit(() -> send(conference, latencies, due)));
            }
            for (Future<?> each : sending) {
                each.get();
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        awaitEnd(prefix, conferences);
        double told = (System.nanoTime() - begun) / 1e9 - seconds;
        check(prefix, conferences);
        var sorted = latencies.stream().sorted().toList();
        System.out.printf(
                "| %s | %d | %.0f | %.1f ms | %.1f ms | %.1f ms | %.1f s | %.1f |%n",
                what,
                events,
                events / seconds,
                millis(sorted, 0.5),
                millis(sorted, 0.99),
                millis(sorted, 1),
                told,
                CpuTime.now() - cpu);
    }

    private static double millis(List<Long> sorted, double quantile) {
        return sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * quantile)) / 1e6;
    }

    private void send(List<String> bodies, ConcurrentLinkedQueue<Long> latencies, LongSupplier due) {
        var client = lectorium.prosody();
        for (String body : bodies) {
            long begun = due.getAsLong();
            LockSupport.parkNanos(begun - System.nanoTime());
            var answer = client.post(SimulatedProsody.EVENTS, body);
            latencies.add(System.nanoTime() - begun);
            if (answer.status() != 200) {
                throw new IllegalStateException(answer.toString());
            }
        }
    }

    private List<String> bodies(Room room, int batch) {
        var events = new ArrayList<ObjectNode>();
        events.add(room.created(start));
        for (int i = 0; i < PEOPLE; i++) {
            events.add(room.joined(start.plusSeconds(i), "p" + i, "", "Person " + i));
        }
        for (int i = 0; i < MESSAGES; i++) {
            events.add(room.said(start.plusSeconds(100 + i), "p" + i % PEOPLE, "m" + i, "Сообщение номер " + i));
        }
        for (int i = 0; i < PEOPLE; i++) {
            events.add(room.left(start.plusSeconds(1000 + i * 2L), "p" + i, "", "Person " + i));
        }
        events.add(room.destroyed(start.plusSeconds(2000)));
        return IntStream.iterate(0, from -> from < events.size(), from -> from + batch)
                .mapToObj(from -> SimulatedProsody.body(events.subList(from, Math.min(events.size(), from + batch))))
                .toList();
    }

    private void awaitEnd(String prefix, int conferences) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> total(prefix, false) == conferences && total(prefix, true) == 0);
    }

    private int total(String prefix, boolean live) {
        return lectorium
                .admin()
                .get("/api/v1/conferences?q=%s&live=%s&size=1".formatted(prefix, live))
                .body()
                .path("total")
                .asInt();
    }

    /** Attendance to the second, and every message. */
    private void check(String prefix, int conferences) {
        int seen = 0;
        for (int page = 0; seen < conferences; page++) {
            var items = lectorium
                    .admin()
                    .get("/api/v1/conferences?q=%s&size=100&page=%d".formatted(prefix, page))
                    .body()
                    .path("items");
            for (JsonNode conference : items) {
                check(lectorium.admin(), conference);
                seen++;
            }
        }
    }

    private static void check(LectoriumClient admin, JsonNode conference) {
        require(conference, conference.path("people").asInt() == PEOPLE);
        require(conference, conference.path("peak").asInt() == PEOPLE);
        require(conference, conference.path("messages").asInt() == MESSAGES);
        var participants = admin.get("/api/v1/conferences/%d/participants"
                        .formatted(conference.path("number").asInt()))
                .body();
        require(conference, participants.size() == PEOPLE);
        for (int i = 0; i < PEOPLE; i++) {
            require(participants, participants.get(i).path("durationSeconds").asDouble() == 1000 + i);
        }
    }

    private static void require(JsonNode what, boolean right) {
        if (!right) {
            throw new IllegalStateException("lost: " + what);
        }
    }
}
