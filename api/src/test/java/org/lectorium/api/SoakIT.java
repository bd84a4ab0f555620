package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.api.SoakMedia.Made;
import org.lectorium.api.SoakPlan.Fault;
import org.lectorium.api.SoakPlan.Order;
import org.lectorium.api.SoakPlan.Way;
import org.lectorium.core.Sha256;
import tools.jackson.databind.JsonNode;

/**
 * Recordings in, recordings out, while everything in between is killed, filled up, cut and slowed. {@code ./test --soak}
 * makes it as long as asked for.
 */
class SoakIT {

    private static final int FEW = 30;
    private static final int RECORDINGS = recordings();
    private static final long SEED = Long.getLong("soak.seed", new Random().nextInt(1_000_000));
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long LOOK_EVERY_MILLIS = 500;

    private static final Duration SWEPT_WITHIN = Duration.ofMinutes(2);
    private static final String NOBODY_CAN_PLAY_IT = "not-a-recording";
    private static final int LOOKS_UNTOLD = 30;

    private static final List<String> ENDS = List.of("published", "failed");

    /** As the log of the service marks it. */
    private static final Pattern COMPLAINT = Pattern.compile("(WARN|ERROR) .*?--- \\[.*?] (\\S+)\\s+: (.{0,70})");

    @TempDir
    Path home;

    private final long begun = System.nanoTime();
    private final SoakPlan plan = SoakPlan.of(RECORDINGS, SEED);
    private final Map<Sha256, Made> made = new LinkedHashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private int faults;
    private int triedByHand;

    @Test
    @Timeout(value = 1, unit = TimeUnit.DAYS)
    void losesNothingAndDoublesNothing() throws Exception {
        say(
                "seed %d: %d recordings, %d faults within %d s",
                SEED, RECORDINGS, plan.faults().size(), plan.span().toSeconds());
        var media = new SoakMedia(home.resolve("media"));
        plan.orders().forEach(order -> add(media.make(order)));
        try (var system = new SoakSystem(home, new Random(SEED));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            if (!system.hasSmallDisk()) {
                say("no disk will be full: this user may not mount a small one");
            }
            system.start();
            var sender = new SoakSender(system.address());
            run(system, sender, threads);
            system.heal();
            say(
                    "everything runs again, %d confirmed, %d under way",
                    sender.confirmed(), sender.open().size());
            converge(system, sender);
            threads.shutdownNow();
            tryAgainByHand(system, sender);
            var result = compare(system, sender);
            compareSpool(system);
            report(system, sender, result);
        }
        assertThat(wrong).as("seed " + SEED).isEmpty();
    }

    private static int recordings() {
        var seconds = Integer.getInteger("soak.seconds");
        return seconds == null
                ? Integer.getInteger("soak.recordings", FEW)
                : (int) Duration.ofSeconds(seconds).dividedBy(SoakPlan.PER_RECORDING);
    }

    private void say(String text, Object... values) {
        var seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf("%7.1f s  %s%n", seconds, text.formatted(values));
    }

    private void add(Made recording) {
        assertThat(made.put(recording.sha256(), recording))
                .as("one of its kind")
                .isNull();
    }

    // The run

    /** Something that happens at its time. */
    private record Event(Duration at, Action action) {

        interface Action {
            void run() throws Exception;
        }
    }

    private void run(SoakSystem system, SoakSender sender, ExecutorService threads) throws Exception {
        var events = new PriorityQueue<Event>(Comparator.comparing(Event::at));
        made.values()
                .forEach(each -> events.add(new Event(each.order().at(), () -> send(each, system, sender, threads))));
        for (Fault fault : plan.faults()) {
            if (system.canSuffer(fault)) {
                events.add(new Event(fault.at(), () -> begin(fault, system)));
                events.add(new Event(fault.end(), () -> system.end(fault)));
            }
        }
        long start = System.nanoTime();
        for (Event event = events.poll(); event != null; event = events.poll()) {
            long early = event.at().toNanos() - (System.nanoTime() - start);
            if (early > 0) {
                Thread.sleep(Duration.ofNanos(early));
            }
            start += system.awaitService();
            event.action().run();
        }
    }

    private void begin(Fault fault, SoakSystem system) throws IOException {
        faults++;
        say("%s, for %.1f s", system.begin(fault), fault.lasts().toMillis() / 1e3);
    }

    private void send(Made recording, SoakSystem system, SoakSender sender, ExecutorService threads) throws Exception {
        int copy = 0;
        for (Way way : recording.order().ways()) {
            int number = copy++;
            switch (way) {
                case KIT -> record(recording, system.kit());
                case TUS -> threads.execute(() -> sender.tus(recording, number));
                case TUS_JS -> threads.execute(() -> sender.tusJs(recording));
                case POST -> threads.execute(() -> sender.post(recording));
            }
        }
    }

    /** What Jibri leaves on its disk. */
    private static void record(Made recording, JibriKit kit) throws Exception {
        var session = kit.session();
        var file = Files.copy(recording.file(), session.resolve(recording.name()), StandardCopyOption.REPLACE_EXISTING);
        // As old as a recording that has just ended is when it is found.
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(5)));
        if (recording.order().handedOver()) {
            Files.writeString(
                    session.resolve("metadata.json"),
                    "{\"meeting_url\": \"https://m/soak-%d\"}"
                            .formatted(recording.order().number()));
            JibriKit.handOver(session);
        }
    }

    /** Waits until all is at rest; what is not in time is wrong. */
    private void converge(SoakSystem system, SoakSender sender) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<String> open;
        int looks = 0;
        do {
            Thread.sleep(LOOK_EVERY_MILLIS);
            open = open(system, sender);
            if (!open.isEmpty() && ++looks % LOOKS_UNTOLD == 0) {
                say("waiting for %d, such as %s", open.size(), open.getFirst());
            }
        } while (!open.isEmpty() && System.nanoTime() < end);
        open.forEach(each -> wrong.add("not at rest after %d s: %s".formatted(PATIENCE.toSeconds(), each)));
        say(open.isEmpty() ? "all is at rest" : "not all is at rest");
    }

    private List<String> open(SoakSystem system, SoakSender sender) {
        var open = new ArrayList<String>();
        sender.open().forEach((name, state) -> open.add(name + ": " + state));
        long kept = kept(system.kit());
        if (kept < ofKit()) {
            open.add("the kit has delivered %d of %d".formatted(kept, ofKit()));
        }
        if (open.isEmpty()) {
            open.addAll(SoakBalance.orphans(system.databaseUrl()));
            new SoakBalance(system.address())
                    .recordings().stream()
                            .filter(each -> !ENDS.contains(each.path("status").asString()))
                            .forEach(each -> open.add(each.toString()));
        }
        return open;
    }

    private static long kept(JibriKit kit) {
        try {
            return kit.state().path("kept").asLong();
        } catch (IOException e) {
            // It has not been written yet.
            return 0;
        }
    }

    private long ofKit() {
        return count(order -> order.ways().contains(Way.KIT));
    }

    private long count(Predicate<Order> which) {
        return plan.orders().stream().filter(which).count();
    }

    /** What was given to people because of troubles that are over; what nobody can play stays as it is. */
    private void tryAgainByHand(SoakSystem system, SoakSender sender) throws InterruptedException {
        var balance = new SoakBalance(system.address());
        var healed = balance.recordings().stream()
                .filter(SoakIT::hasFailed)
                .filter(each -> !problem(each).equals(NOBODY_CAN_PLAY_IT))
                .toList();
        if (!healed.isEmpty()) {
            healed.forEach(each -> say("tried again by hand: %s", outcome(each)));
            balance.tryAgain(healed);
            wrong.addAll(balance.wrong());
            triedByHand = healed.size();
            converge(system, sender);
            balance.recordings().stream()
                    .filter(SoakIT::hasFailed)
                    .filter(each -> !problem(each).equals(NOBODY_CAN_PLAY_IT))
                    .forEach(each -> wrong.add("failed for good: " + each));
        }
    }

    private static boolean hasFailed(JsonNode recording) {
        return recording.path("status").asString().equals("failed");
    }

    private static String problem(JsonNode recording) {
        return recording.path("problem").path("key").asString("");
    }

    // What came of it

    private record Result(List<JsonNode> recordings, int right) {}

    private Result compare(SoakSystem system, SoakSender sender) {
        var balance = new SoakBalance(system.address());
        var recordings = balance.recordings();
        int right = balance.compareOriginals(made, recordings);
        balance.compareSearch(recordings);
        balance.compareBucket(system.objects().resolve("lectorium"), recordings);
        wrong.addAll(balance.wrong());
        wrong.addAll(sender.wrong());
        return new Result(recordings, right);
    }

    /** What is left of it is nobody's, or what the store has as well; a long run waits until that is swept. */
    private void compareSpool(SoakSystem system) throws InterruptedException {
        SoakBalance.spooled(system.spool()).stream()
                .filter(file -> file.endsWith(".part"))
                .forEach(file -> wrong.add("unfinished in the spool: " + file));
        if (RECORDINGS <= FEW) {
            return;
        }
        system.restartService("LECTORIUM_SPOOL_RETENTION", "PT0S");
        long end = System.nanoTime() + SWEPT_WITHIN.toNanos();
        while (!SoakBalance.spooled(system.spool()).isEmpty() && System.nanoTime() < end) {
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        SoakBalance.spooled(system.spool()).forEach(file -> wrong.add("never swept from the spool: " + file));
        say("the spool is swept");
    }

    private void report(SoakSystem system, SoakSender sender, Result result) {
        var lines = new LinkedHashMap<String, Object>();
        lines.put("in: recordings", made.size());
        lines.put("    by the kit", ofKit());
        lines.put("    by tus", count(order -> order.ways().contains(Way.TUS)));
        lines.put("    by tus-js-client", count(order -> order.ways().contains(Way.TUS_JS)));
        lines.put("    by POST", count(order -> order.ways().contains(Way.POST)));
        lines.put("    of these twice", count(Order::comesTwice));
        lines.put("out: recordings with the bytes that were sent", result.right());
        result.recordings().stream()
                .map(SoakIT::outcome)
                .forEach(outcome -> lines.merge("    " + outcome, 1, (one, other) -> (int) one + (int) other));
        lines.put("    tried again by hand", triedByHand);
        lines.put("faults", faults);
        for (Mortal part : system.mortals()) {
            lines.put("    kills of " + part.name(), part.kills());
            if (part.endedByItself() > 0) {
                lines.put("    " + part.name() + " ended by itself", part.endedByItself());
            }
        }
        lines.put("    connections cut", system.cuts());
        sender.answers().forEach((answer, times) -> lines.put("    senders were told " + answer, times));
        complaints(system.logs()).forEach((complaint, times) -> lines.put("    log: " + complaint, times));
        lines.put("wrong or missing", wrong.size());
        say("seed %d", SEED);
        lines.forEach((name, value) -> System.out.printf("    %8s  %s%n", value, name));
        wrong.forEach(each -> System.out.println("    WRONG: " + each));
    }

    private static String outcome(JsonNode recording) {
        var problem = problem(recording);
        return recording.path("status").asString() + (problem.isEmpty() ? "" : ", " + problem);
    }

    private static Map<String, Integer> complaints(List<Path> logs) {
        var all = new TreeMap<String, Integer>();
        for (Path log : logs) {
            try (var lines = Files.lines(log)) {
                lines.map(COMPLAINT::matcher)
                        .filter(Matcher::find)
                        .map(match -> match.group(1) + " " + match.group(2) + ": "
                                + match.group(3).replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}|@\\p{XDigit}+|\\{.*", "…"))
                        .forEach(complaint -> all.merge(complaint, 1, Integer::sum));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }
}
