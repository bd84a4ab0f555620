package org.lectorium.bench;

import static org.lectorium.bench.Medians.median;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.lectorium.testkit.GeneratedMedia;

/**
 * From the last byte of a delivery to <i>watchable</i> and to <i>published</i>, beside the bare commands that make the
 * same files. Rounds alternate; every round delivers bytes that were never seen.
 */
final class WatchableBench {

    private static final List<String> WATCHABLE = List.of("watchable", "published");
    private static final List<String> PUBLISHED = List.of("published");

    private WatchableBench() {}

    /** @param raw commands: until watchable, and after that */
    private record Case(String name, Path file, List<List<String>> rawWatchable, List<List<String>> rawRest) {}

    private record Round(double raw, double rawAll, double rawCpu, double watchable, double published, double cpu) {}

    static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        var temp = Files.createTempDirectory("lectorium-bench");
        try (var lectorium = LectoriumUnderTest.start(temp)) {
            var media = new GeneratedMedia(temp);
            var bare = new BareFfmpeg(media, Files.createDirectory(temp.resolve("raw")));
            System.out.println("Warming up");
            lectorium.awaitStatus(lectorium.deliver(media.jibri(640, 360, 2)).id(), PUBLISHED);
            System.out.printf(
                    "%n%-28s %9s %9s %9s %9s | %9s %9s %9s | %8s %8s%n",
                    "seconds, median of " + rounds,
                    "MiB",
                    "raw",
                    "watchable",
                    "2raw+1.5",
                    "raw all",
                    "published",
                    "over raw",
                    "raw CPU",
                    "CPU");
            for (Case each : cases(media, bare)) {
                report(each, measure(each, lectorium, bare, rounds));
            }
        } finally {
            deleteAll(temp);
        }
    }

    private static List<Case> cases(GeneratedMedia media, BareFfmpeg bare) {
        var clip = media.lecture(10);
        var lecture = media.lecture(600);
        var webm = media.browserWebm(60);
        return List.of(
                new Case("Jibri 720p, 10 s", clip, bare.copyFit(clip), List.of()),
                new Case("Jibri 720p, 10 min", lecture, bare.copyFit(lecture), List.of()),
                new Case("browser WebM 360p, 1 min", webm, bare.webm(webm), bare.webmEncoded(webm)));
    }

    private static List<Round> measure(Case each, LectoriumUnderTest lectorium, BareFfmpeg bare, int rounds)
            throws Exception {
        var results = new ArrayList<Round>();
        for (int i = 0; i < rounds; i++) {
            var file = neverSeen(each.file(), i);
            double rawCpuBefore = CpuTime.now();
            double raw = bare.seconds(each.rawWatchable());
            double rest = bare.seconds(each.rawRest());
            double rawCpu = CpuTime.now() - rawCpuBefore;

            double cpuBefore = CpuTime.now();
            var delivered = lectorium.deliver(file);
            lectorium.awaitStatus(delivered.id(), WATCHABLE);
            double watchable = secondsSince(delivered.lastByte());
            lectorium.awaitStatus(delivered.id(), PUBLISHED);
            double published = secondsSince(delivered.lastByte());
            results.add(new Round(raw, raw + rest, rawCpu, watchable, published, CpuTime.now() - cpuBefore));
            Files.delete(file);
        }
        return results;
    }

    private static void report(Case each, List<Round> rounds) throws IOException {
        double raw = median(rounds.stream().mapToDouble(Round::raw).toArray());
        double rawAll = median(rounds.stream().mapToDouble(Round::rawAll).toArray());
        double published = median(rounds.stream().mapToDouble(Round::published).toArray());
        System.out.printf(
                Locale.ROOT,
                "%-28s %9.1f %9.2f %9.2f %9.2f | %9.2f %9.2f %9.2f | %8.2f %8.2f%n",
                each.name(),
                Files.size(each.file()) / 1048576.0,
                raw,
                median(rounds.stream().mapToDouble(Round::watchable).toArray()),
                2 * raw + 1.5,
                rawAll,
                published,
                published - rawAll,
                median(rounds.stream().mapToDouble(Round::rawCpu).toArray()),
                median(rounds.stream().mapToDouble(Round::cpu).toArray()));
    }

    private static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }

    /** A copy with some random bytes that players pass over: a free box of MP4, a Void element of WebM. */
    private static Path neverSeen(Path file, int round) throws IOException {
        var copy = file.resolveSibling(round + "-" + file.getFileName());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        var random = new byte[16];
        new SecureRandom().nextBytes(random);
        var box = file.toString().endsWith(".mp4")
                ? ByteBuffer.allocate(24).putInt(24).put(new byte[] {'f', 'r', 'e', 'e'})
                : ByteBuffer.allocate(18).put((byte) 0xec).put((byte) 0x90);
        Files.write(copy, box.put(random).array(), StandardOpenOption.APPEND);
        return copy;
    }

    static void deleteAll(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
