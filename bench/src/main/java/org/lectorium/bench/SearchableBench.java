package org.lectorium.bench;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.lectorium.testkit.LectoriumClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * From the moment at which Prosody tells of a message to the first search that finds it, while messages come at a fixed
 * rate to many conferences that have a recording. Whether the rate is kept is printed as well.
 */
final class SearchableBench {

    private static final int CONFERENCES = 25;
    private static final int BATCHES_PER_SECOND = 50;
    private static final int PROBES_PER_SECOND = 3;
    private static final Duration BETWEEN_SEARCHES = Duration.ofMillis(60);
    /** Enough that nobody searches more often than people may. */
    private static final int SEARCHERS = 50;

    private static final List<String> WORDS = List.of(
            "лекция",
            "запись",
            "вопрос",
            "интеграл",
            "люди",
            "сегодня",
            "экзамены",
            "ссылка",
            "слайд",
            "спасибо",
            "где",
            "отчёт",
            "матрица",
            "поняли",
            "почему",
            "звук",
            "пропал",
            "курсовая");

    private static final JsonMapper JSON = JsonMapper.shared();

    private final LectoriumUnderTest lectorium;
    private final LectoriumClient prosody;
    private final List<LectoriumClient> searchers;
    private final List<Conference> conferences = new ArrayList<>();
    private final AtomicInteger searches = new AtomicInteger();

    private record Conference(String room, String meeting, String boot, String recording, AtomicInteger told) {}

    /** @param word that stands in no other message */
    private record Message(String word, Map<String, Object> event) {}

    private SearchableBench(LectoriumUnderTest lectorium) {
        this.lectorium = lectorium;
        this.prosody = lectorium.prosody();
        this.searchers = IntStream.range(0, SEARCHERS).mapToObj(i -> searcher()).toList();
    }

    static void main(String[] arguments) throws Exception {
        int rate = Integer.parseInt(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        var temp = Files.createTempDirectory("lectorium-bench");
        try (var lectorium = LectoriumUnderTest.start(temp)) {
            var bench = new SearchableBench(lectorium);
            for (int i = 0; i < CONFERENCES; i++) {
                bench.conferences.add(bench.begin(temp, i));
            }
            System.out.println("Warming up");
            int before = bench.run(rate / 5 + 1, 5).sent();
            bench.report(rate, seconds, before, bench.run(rate, seconds));
        } finally {
            WatchableBench.deleteAll(temp);
        }
    }

    private LectoriumClient searcher() {
        var name = "u-" + UUID.randomUUID();
        var invited = lectorium
                .admin()
                .post(
                        "/api/v1/users",
                        JSON.writeValueAsString(Map.of("username", name, "displayName", name, "role", "user")));
        var client = lectorium.nobody();
        client.get("/api/v1/session");
        client.post(
                "/api/v1/invitations/accept",
                JSON.writeValueAsString(Map.of(
                        "token",
                        invited.text("path").substring("/invitation#".length()),
                        "password",
                        "pw of " + name)));
        return client.signIn(name, "pw of " + name);
    }

    private Conference begin(Path temp, int number) throws Exception {
        var room = "bench-" + number;
        var conference = new Conference(
                room, UUID.randomUUID().toString(), UUID.randomUUID().toString(), "", new AtomicInteger());
        tell(List.of(
                event(conference, "room_created", Map.of()),
                event(conference, "occupant_joined", Map.of("participant_id", "p", "kind", "participant"))));
        var file = Files.writeString(temp.resolve(room + ".mp4"), "no video " + conference.meeting());
        var id = lectorium.deliver(
                file,
                JSON.writeValueAsString(Map.of(
                        "room", room,
                        "meetingId", conference.meeting(),
                        "startedAt", Instant.now().minusSeconds(1).toString())));
        lectorium.admin().patch("/api/v1/recordings/" + id, "{\"access\": \"organisation\"}");
        return new Conference(room, conference.meeting(), conference.boot(), id, conference.told());
    }

    private static Map<String, Object> event(Conference conference, String type, Map<String, String> data) {
        return Map.of(
                "id", UUID.randomUUID().toString(),
                "boot", conference.boot(),
                "seq", conference.told().incrementAndGet(),
                "type", type,
                "at", System.currentTimeMillis(),
                "room_jid", conference.room() + "@muc.bench",
                "meeting_id", conference.meeting(),
                "data", data);
    }

    private void tell(List<Map<String, Object>> events) {
        var answer = prosody.post("/api/v1/callbacks/prosody/events", JSON.writeValueAsString(events));
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.toString());
        }
    }

    private record Result(double[] latencies, int sent, double seconds) {}

    private Result run(int rate, int seconds) throws Exception {
        var latencies = new ConcurrentLinkedQueue<Double>();
        int sent = 0;
        long begun = System.nanoTime();
        double lasted;
        try (var probes = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int batch = 0; batch < seconds * BATCHES_PER_SECOND; batch++) {
                sleepUntil(begun + batch * 1_000_000_000L / BATCHES_PER_SECOND);
                int until = (int) ((batch + 1L) * rate / BATCHES_PER_SECOND);
                var messages =
                        IntStream.range(sent, until).mapToObj(this::message).toList();
                long told = System.nanoTime();
                tell(messages.stream().map(Message::event).toList());
                sent = until;
                if (batch % (BATCHES_PER_SECOND / PROBES_PER_SECOND) == 0 && !messages.isEmpty()) {
                    probes.submit(
                            () -> latencies.add(untilFound(messages.getLast().word(), told)));
                }
            }
            lasted = (System.nanoTime() - begun) / 1e9;
        }
        return new Result(
                latencies.stream().mapToDouble(Double::doubleValue).sorted().toArray(), sent, lasted);
    }

    private Message message(int number) {
        var word = "м" + UUID.randomUUID().toString().replace("-", "");
        var text = new StringBuilder(word);
        for (int i = 0; i < 9; i++) {
            text.append(' ').append(WORDS.get((number * 7 + i * 5) % WORDS.size()));
        }
        var data = Map.of(
                "message_id",
                UUID.randomUUID().toString(),
                "participant_id",
                "p",
                "name",
                "Student",
                "body",
                text.toString());
        return new Message(word, event(conferences.get(number % CONFERENCES), "chat_message", data));
    }

    private double untilFound(String word, long told) {
        await().atMost(Duration.ofMinutes(2))
                .pollDelay(Duration.ZERO)
                .pollInterval(BETWEEN_SEARCHES)
                .until(() -> isFound(word));
        return (System.nanoTime() - told) / 1e9;
    }

    private boolean isFound(String word) {
        var answer = searchers.get(searches.getAndIncrement() % SEARCHERS).get("/api/v1/search?q=" + word);
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.toString());
        }
        return answer.body().path("total").asInt() == 1;
    }

    private void report(int rate, int seconds, int before, Result result) {
        int kept = conferences.stream()
                .mapToInt(conference -> lectorium
                        .admin()
                        .get("/api/v1/recordings/" + conference.recording() + "/messages")
                        .body()
                        .size())
                .sum();
        System.out.printf(
                Locale.ROOT,
                "%n%d events/s for %d s in %d conferences: sent %d in %.1f s, in the archive %d%n"
                        + "event -> found, %d probes: p50 %.2f s, p95 %.2f s, p99 %.2f s, max %.2f s%n",
                rate,
                seconds,
                CONFERENCES,
                result.sent(),
                result.seconds(),
                kept - before,
                result.latencies().length,
                at(result.latencies(), 0.50),
                at(result.latencies(), 0.95),
                at(result.latencies(), 0.99),
                Arrays.stream(result.latencies()).max().orElse(Double.NaN));
    }

    private static double at(double[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
    }

    private static void sleepUntil(long nanoTime) throws InterruptedException {
        long left = nanoTime - System.nanoTime();
        if (left > 0) {
            Thread.sleep(Duration.ofNanos(left));
        }
    }
}
