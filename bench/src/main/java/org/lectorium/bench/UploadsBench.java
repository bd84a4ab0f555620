package org.lectorium.bench;

import static org.lectorium.bench.Medians.median;
import static org.lectorium.bench.Medians.medianRatio;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.lectorium.testkit.ChildProcess;

/**
 * How fast uploads come in: a plain servlet that hashes and syncs, the reference server of tus for Node, which does
 * neither, ours that only receives, as these do, and ours as it is, which begins to store and process the first
 * recordings while the last ones come. The same client, disk and bytes; the servers take turns. Then 500 slow uploads
 * beside a fast one.
 */
final class UploadsBench {

    private static final int CHUNK = 8 << 20;
    private static final int SLOW = 500;
    private static final int QUIET_SECONDS = 3;
    private static final long QUIET_SECTORS = (2 << 20) / 512;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    private static final byte[] NOISE = new byte[CHUNK];

    static {
        new Random(1).nextBytes(NOISE);
    }

    /** @param chunk bytes of one request */
    private record Case(String name, int streams, long bytesEach, long chunk) {}

    /** So much that what a server does for a request and for an upload is compiled, as after its first day. */
    private static final Case WARM_UP = new Case("warm-up", 16, 1 << 20, 32 << 10);

    private static final int WARM_UPS = 16;

    private static final List<Case> CASES = List.of(
            new Case("one request of 1 GiB", 1, 1L << 30, 1L << 30),
            new Case("1 upload in chunks of 8 MiB", 1, 1L << 30, CHUNK),
            new Case("4 uploads in chunks of 8 MiB", 4, 256L << 20, CHUNK),
            new Case("16 uploads in chunks of 8 MiB", 16, 64L << 20, CHUNK));

    private static final Case FAST = new Case("beside slow ones", 1, 256L << 20, CHUNK);

    /** @param kept where it keeps what came */
    private record Server(String name, URI files, Map<String, String> headers, List<Path> kept) {}

    private UploadsBench() {}

    /** @param arguments rounds, and a package.json beside which the Node server is installed */
    static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        var temp = Files.createTempDirectory("lectorium-bench");
        var plainFiles = temp.resolve("plain");
        var nodeFiles = temp.resolve("node");
        try (var ours = LectoriumUnderTest.start(temp.resolve("ours"));
                var receiver = LectoriumUnderTest.startReceiver(temp.resolve("receiver"));
                var plain = plainServlet(plainFiles);
                var node = nodeServer(arguments[1], nodeFiles)) {
            var servers = List.of(
                    new Server("plain servlet", address(plain), Map.of(), List.of(plainFiles)),
                    new Server("@tus/server", address(node), Map.of(), List.of(nodeFiles)),
                    lectorium("receiving", receiver, "spool"),
                    lectorium("ours", ours, "spool", "objects"));
            System.out.printf(
                    "MB/s, and seconds that the machine computes for 1 GiB, medians of %d%n%-32s", rounds, "");
            servers.forEach(server -> System.out.printf(" %16s", server.name()));
            System.out.printf(
                    "   %s of each, medians of the rounds%n", servers.getLast().name());
            for (var server : servers) {
                for (int i = 0; i < WARM_UPS; i++) {
                    run(server, WARM_UP);
                }
            }
            for (Case each : CASES) {
                touchMemory(temp.resolve("ballast"));
                report(each, servers, rounds);
                for (var server : servers) {
                    deleteWhatCame(server);
                }
            }
            slow(servers.getLast(), ours, rounds);
        } finally {
            WatchableBench.deleteAll(temp);
        }
    }

    private static Server lectorium(String name, LectoriumUnderTest lectorium, String... kept) {
        return new Server(
                name,
                lectorium.uploads(),
                lectorium.ingestHeaders(),
                Stream.of(kept).map(lectorium::data).toList());
    }

    /** No disk holds all rounds of all cases. */
    private static void deleteWhatCame(Server server) throws IOException {
        for (var directory : server.kept()) {
            try (var files = Files.walk(directory)) {
                for (var file : files.filter(UploadsBench::came).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static boolean came(Path file) {
        return file.toFile().isFile() && file.toFile().length() >= CHUNK;
    }

    /**
     * What a virtual machine touches for the first time, its host has to find: this would be charged to whoever comes
     * first, and costs more than the disk. Afterwards the cache of files is full, and its pages are used again.
     */
    private static void touchMemory(Path ballast) throws IOException, InterruptedException {
        long available;
        try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
            available = lines.filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.split(" +")[1]) << 10)
                    .findFirst()
                    .orElseThrow();
        }
        Files.deleteIfExists(ballast);
        long room = Files.getFileStore(ballast.getParent()).getUsableSpace() / 2;
        try (var out = Files.newOutputStream(ballast)) {
            for (long left = Math.min(available, room); left > 0; left -= CHUNK) {
                out.write(NOISE);
            }
        }
        awaitQuietDisk();
    }

    private static void report(Case each, List<Server> servers, int rounds) throws Exception {
        var speeds = new double[servers.size()][rounds];
        var computed = new double[servers.size()][rounds];
        for (int round = -1; round < rounds; round++) {
            for (int i = 0; i < speeds.length; i++) {
                double before = CpuTime.now();
                double speed = run(servers.get(i), each);
                // Compilers are at work in the first.
                if (round >= 0) {
                    speeds[i][round] = speed;
                    computed[i][round] = CpuTime.now() - before;
                }
                awaitQuietDisk();
            }
        }
        System.out.printf(Locale.ROOT, "%-32s", each.name());
        for (int i = 0; i < speeds.length; i++) {
            System.out.printf(Locale.ROOT, " %8.0f %6.2fs", median(speeds[i]), median(computed[i]));
        }
        System.out.print("  ");
        double[] ours = speeds[speeds.length - 1];
        for (int i = 0; i < speeds.length - 1; i++) {
            System.out.printf(Locale.ROOT, " %.2f", medianRatio(ours, speeds[i]));
        }
        System.out.println();
    }

    /**
     * The next one shall have it for itself: what came in is copied to the store, and what a server did not sync would be
     * written while another one is measured.
     */
    private static void awaitQuietDisk() throws IOException, InterruptedException {
        new ProcessBuilder("sync").start().waitFor();
        long until = System.nanoTime() + PATIENCE.toNanos();
        long quiet = 0;
        for (long before = sectorsWritten(); quiet < QUIET_SECONDS && System.nanoTime() < until; ) {
            Thread.sleep(Duration.ofSeconds(1));
            long now = sectorsWritten();
            quiet = now - before < QUIET_SECTORS ? quiet + 1 : 0;
            before = now;
        }
    }

    /** Of all disks and their partitions, see Documentation/admin-guide/iostats.rst of Linux. */
    private static long sectorsWritten() throws IOException {
        try (var disks = Files.lines(Path.of("/proc/diskstats"))) {
            return disks.mapToLong(disk -> Long.parseLong(disk.strip().split("\\s+")[9]))
                    .sum();
        }
    }

    /** @return megabytes a second until the last byte was acknowledged */
    private static double run(Server server, Case each) throws Exception {
        long begun = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = new ArrayList<Future<?>>();
            for (int i = 0; i < each.streams(); i++) {
                sent.add(threads.submit(() -> {
                    send(server, each);
                    return null;
                }));
            }
            for (var one : sent) {
                one.get();
            }
        }
        return each.streams() * each.bytesEach() / 1e6 / ((System.nanoTime() - begun) / 1e9);
    }

    private static void send(Server server, Case each) throws IOException, InterruptedException {
        var upload = create(server, each.bytesEach());
        for (long offset = 0; offset < each.bytesEach(); offset += each.chunk()) {
            patch(server, upload, offset, body(each.chunk()));
        }
    }

    private static URI create(Server server, long length) throws IOException, InterruptedException {
        var answer = HTTP.send(
                request(server, server.files())
                        .header("Upload-Length", Long.toString(length))
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.discarding());
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(server.name() + " answered " + answer.statusCode());
        }
        return server.files().resolve(answer.headers().firstValue("Location").orElseThrow());
    }

    private static void patch(Server server, URI upload, long offset, BodyPublisher body)
            throws IOException, InterruptedException {
        var answer = HTTP.send(
                request(server, upload)
                        .header("Upload-Offset", Long.toString(offset))
                        .header("Content-Type", "application/offset+octet-stream")
                        .method("PATCH", body)
                        .build(),
                BodyHandlers.discarding());
        if (answer.statusCode() != 204) {
            throw new IllegalStateException(server.name() + " answered " + answer.statusCode());
        }
    }

    private static HttpRequest.Builder request(Server server, URI uri) {
        var request = HttpRequest.newBuilder(uri).header("Tus-Resumable", "1.0.0");
        server.headers().forEach(request::header);
        return request;
    }

    /** Other bytes each time: the same ones would be the same recording. */
    private static BodyPublisher body(long bytes) {
        var head = new byte[64];
        new Random().nextBytes(head);
        return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> new Noise(head, bytes)), bytes);
    }

    private static final class Noise extends InputStream {

        private final byte[] head;
        private final long size;
        private long at;

        Noise(byte[] head, long size) {
            this.head = head;
            this.size = size;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] into, int from, int most) {
            if (at == size) {
                return -1;
            }
            if (at < head.length) {
                System.arraycopy(head, 0, into, from, head.length);
                at = head.length;
                return head.length;
            }
            int place = (int) (at % CHUNK);
            int count = (int) Math.min(Math.min(most, size - at), CHUNK - place);
            System.arraycopy(NOISE, place, into, from, count);
            at += count;
            return count;
        }
    }

    /** What a fast upload gets while others send a hundred bytes a second each. */
    private static void slow(Server ours, LectoriumUnderTest lectorium, int rounds) throws Exception {
        var alone = new double[rounds];
        var beside = new double[rounds];
        var heap = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            alone[round] = run(ours, FAST);
            awaitQuietDisk();
            var uploads = new ArrayList<URI>();
            for (int i = 0; i < SLOW; i++) {
                uploads.add(create(ours, 1 << 20));
            }
            long heapBefore = lectorium.liveHeapBytes();
            try (var slow = SlowUploads.start(ours, uploads)) {
                Thread.sleep(Duration.ofSeconds(5));
                heap[round] = (double) (lectorium.liveHeapBytes() - heapBefore) / SLOW / 1024;
                beside[round] = run(ours, FAST);
            }
            awaitQuietDisk();
        }
        System.out.printf(
                Locale.ROOT,
                "%n%d uploads of 100 B/s in a heap of 512 MiB: a fast one gets %.0f MB/s beside them, %.0f alone, %.2f of it"
                        + " by rounds; at most %.0f KiB of heap each%n",
                SLOW,
                median(beside),
                median(alone),
                medianRatio(beside, alone),
                Arrays.stream(heap).max().orElseThrow());
    }

    private record SlowUploads(List<Socket> sockets, Thread trickle) implements AutoCloseable {

        static SlowUploads start(Server server, List<URI> uploads) throws IOException {
            var sockets = new ArrayList<Socket>();
            for (var upload : uploads) {
                sockets.add(open(server, upload));
            }
            return new SlowUploads(sockets, Thread.ofVirtual().start(() -> trickle(sockets)));
        }

        private static void trickle(List<Socket> sockets) {
            try {
                while (true) {
                    for (Socket socket : sockets) {
                        socket.getOutputStream().write(new byte[100]);
                    }
                    Thread.sleep(Duration.ofSeconds(1));
                }
            } catch (IOException | InterruptedException end) {
                // They are closed.
            }
        }

        @Override
        public void close() throws IOException, InterruptedException {
            trickle.interrupt();
            trickle.join();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static Socket open(Server server, URI upload) throws IOException {
        var socket = new Socket(upload.getHost(), upload.getPort());
        var head = new StringBuilder("PATCH " + upload.getPath() + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Length: " + (1 << 20)
                + "\r\nContent-Type: application/offset+octet-stream\r\n");
        server.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static ChildProcess plainServlet(Path directory) throws IOException {
        Files.createDirectories(directory);
        return ChildProcess.start(
                directory.resolve("log"),
                Map.of(),
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Xmx512m",
                        PlainServlet.class.getName(),
                        directory.toString()));
    }

    private static ChildProcess nodeServer(String beside, Path directory) throws IOException {
        Files.createDirectories(directory);
        var log = directory.resolve("log");
        var process = new ProcessBuilder("node", "bench/src/main/node/tus-server.mjs", beside, directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new ChildProcess(process, log);
    }

    private static URI address(ChildProcess server) {
        return URI.create(server.awaitLine("Listening at ").strip());
    }
}
