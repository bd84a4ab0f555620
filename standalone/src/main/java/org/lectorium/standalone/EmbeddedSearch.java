package org.lectorium.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Elasticsearch node in a child process, on the loopback interface. It starts while others go on; until then, and
 * whenever it dies, callers find nobody at its address. A node that died is started again.
 */
public final class EmbeddedSearch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedSearch.class);

    private static final String HOME = "elasticsearch-home.zip";
    private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);
    private static final Duration MOST_PAUSE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path directory;
    private final int port;
    private final Thread keeper;

    private volatile boolean closing;
    private volatile @Nullable Process process;

    private EmbeddedSearch(Path directory, int port) {
        this.directory = directory;
        this.port = port;
        this.keeper = Thread.ofPlatform().daemon().name("elasticsearch-keeper").unstarted(this::keepRunning);
    }

    /**
     * Returns at once.
     *
     * @param directory home, data and logs of the node
     */
    public static EmbeddedSearch start(Path directory) {
        try {
            Files.createDirectories(directory);
            var search = new EmbeddedSearch(directory.toAbsolutePath(), freePort());
            search.keeper.start();
            return search;
        } catch (IOException e) {
            throw new StandaloneStartFailure(
                    "The embedded Elasticsearch does not start in " + directory
                            + ": see the cause below, or set LECTORIUM_ELASTICSEARCH_URL to another server.",
                    e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where it answers, once it has started, and again after each start. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private void keepRunning() {
        var pause = LEAST_PAUSE;
        while (!closing) {
            long begun = System.nanoTime();
            try {
                var started = launch();
                process = started;
                if (closing) {
                    end(started);
                }
                int exit = started.waitFor();
                if (!closing) {
                    log.warn("The embedded Elasticsearch ended with {}; its words are in {}", exit, logFile());
                }
            } catch (IOException e) {
                log.warn("The embedded Elasticsearch does not start", e);
            } catch (InterruptedException e) {
                return;
            }
            boolean livedLong = System.nanoTime() - begun > MOST_PAUSE.toNanos();
            pause = livedLong ? LEAST_PAUSE : min(pause.multipliedBy(2), MOST_PAUSE);
            if (!closing && !sleep(pause)) {
                return;
            }
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static boolean sleep(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private Process launch() throws IOException {
        var home = unpack();
        Files.createDirectories(directory.resolve("logs"));
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms256m",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + Files.createDirectories(directory.resolve("tmp")),
                "-Dfile.encoding=UTF-8",
                "--module-path",
                home.resolve("lib").toString(),
                "--add-modules=ALL-MODULE-PATH,jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED,org.elasticsearch.nativeaccess,org.apache.lucene.core",
                "-cp",
                home.resolve("lectorium-node.jar").toString(),
                "org.lectorium.standalone.node.Main",
                home.toString()));
        command.addAll(List.of(
                "cluster.name=lectorium",
                "node.name=lectorium",
                "discovery.type=single-node",
                "network.host=127.0.0.1",
                "http.port=" + port,
                "transport.port=0",
                "path.data=" + directory.resolve("data"),
                "path.logs=" + directory.resolve("logs"),
                "action.auto_create_index=false",
                // Free space is watched where recordings come in.
                "cluster.routing.allocation.disk.threshold_enabled=false",
                "indices.breaker.total.use_real_memory=false"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(logFile().toFile()))
                .start();
    }

    private Path logFile() {
        return directory.resolve("logs").resolve("node.log");
    }

    /** Once for each version of the node; older ones are left to nobody. */
    private Path unpack() throws IOException {
        var home = directory.resolve("home-" + fingerprint());
        if (Files.isDirectory(home)) {
            return home;
        }
        var unfinished = directory.resolve("home.part");
        deleteRecursively(unfinished);
        try (var zip = new ZipInputStream(openHome())) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var target = unfinished.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(zip, target);
                }
            }
        }
        Files.createDirectories(unfinished.resolve("config"));
        try (var old = Files.newDirectoryStream(directory, "home-*")) {
            for (Path each : old) {
                deleteRecursively(each);
            }
        }
        return Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static InputStream openHome() throws IOException {
        var stream = EmbeddedSearch.class.getResourceAsStream(HOME);
        if (stream == null) {
            throw new IOException("this build does not contain " + HOME);
        }
        return stream;
    }

    private static String fingerprint() throws IOException {
        try (var in = new DigestInputStream(openHome(), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static void deleteRecursively(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (var files = Files.walk(path)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static void end(Process process) {
        // The node ends itself when its standard input does.
        DataDirectory.closeQuietly(process.getOutputStream());
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing = true;
        var running = process;
        if (running != null) {
            end(running);
        }
        keeper.interrupt();
        try {
            keeper.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
