package org.lectorium.testkit.prosody;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Debian's Prosody with our module on its conference component, in a directory of its own; closing kills it. */
public final class RealProsody implements AutoCloseable {

    /** Users of this domain are known as a token would make them known. */
    public static final String USERS = "meet.test";

    /** Whoever comes here is given a random name. */
    public static final String GUESTS = "guest.meet.test";

    /** Where jicofo logs in. */
    public static final String AUTH = "auth.meet.test";

    /** Where Jibri's browser logs in. */
    public static final String HIDDEN = "hidden.meet.test";

    public static final String ROOMS = "muc.meet.test";
    public static final String BREAKOUTS = "breakout.meet.test";
    public static final String TOKEN = "callback-token";

    private static final Path MODULE = ofThisModule("prosody");
    private static final Path TEST_MODULES = ofThisModule("src/test/resources/prosody");
    private static final Path JITSI_MODULES = ofThisModule("src/test/resources/prosody-jitsi");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Prosody reads files and no jars; tests of other modules stand beside this one. */
    private static Path ofThisModule(String path) {
        return Path.of("../conference", path).toAbsolutePath().normalize();
    }

    private final Path home;
    private final Path configuration;
    private final int port;
    private Process process;

    private RealProsody(Path home, Path configuration, int port) {
        this.home = home;
        this.configuration = configuration;
        this.port = port;
        this.process = launch();
    }

    /** @param options lines for the conference component, beside address and token */
    public static RealProsody start(Path home, URI callbacks, String... options) {
        return startWithToken(home, callbacks, TOKEN, options);
    }

    public static RealProsody startWithToken(Path home, URI callbacks, String token, String... options) {
        return start(home, configuration(home, callbacks, token, List.of(options), List.of(MODULE, TEST_MODULES)));
    }

    /** With stand-ins for the modules that jitsi-meet brings. */
    public static RealProsody startWithJitsi(Path home, URI callbacks) {
        var options = List.of("modules_enabled = { \"lectorium_events\", \"test_jitsi\" }");
        return start(
                home, configuration(home, callbacks, TOKEN, options, List.of(MODULE, TEST_MODULES, JITSI_MODULES)));
    }

    private static RealProsody start(Path home, String settings) {
        try {
            var port = freePort();
            Files.createDirectories(home.resolve("data"));
            var file = home.resolve("prosody.cfg.lua");
            Files.writeString(file, "c2s_ports = { " + port + " }\n" + settings);
            return new RealProsody(home, file, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String configuration(
            Path home, URI callbacks, String token, List<String> options, List<Path> plugins) {
        return """
                run_as_root = true
                plugin_paths = { %s }
                data_path = "%s"
                pidfile = "%s"
                log = { info = "%s" }
                modules_enabled = { "roster", "saslauth", "disco", "ping" }
                modules_disabled = { "s2s", "tls", "offline" }
                interfaces = { "127.0.0.1" }
                c2s_require_encryption = false
                allow_unencrypted_plain_auth = true
                insecure_open_authentication = "Yes please, I know what I'm doing!"
                limits = { }
                admins = { "focus@%s" }

                VirtualHost "%s"
                    authentication = "insecure"
                    modules_enabled = { "test_identity" }
                VirtualHost "%s"
                    authentication = "anonymous"
                VirtualHost "%s"
                    authentication = "insecure"
                VirtualHost "%s"
                    authentication = "insecure"
                Component "%s" "muc"
                    storage = "memory"
                    muc_room_locking = false
                    muc_room_default_public_jids = true
                    modules_enabled = { "lectorium_events" }
                    lectorium_url = "%s"
                    lectorium_token = "%s"
                    %s
                Component "%s" "muc"
                    storage = "memory"
                    muc_room_locking = false
                    modules_enabled = { "lectorium_events" }
                """.formatted(
                        plugins.stream().map(path -> "\"" + path + "\"").collect(Collectors.joining(", ")),
                        home.resolve("data"),
                        home.resolve("prosody.pid"),
                        home.resolve("prosody.log"),
                        AUTH,
                        USERS,
                        GUESTS,
                        AUTH,
                        HIDDEN,
                        ROOMS,
                        callbacks,
                        token,
                        String.join("\n    ", options),
                        BREAKOUTS);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process launch() {
        try {
            var launched = new ProcessBuilder("prosody", "--config", configuration.toString(), "-F")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            home.resolve("console.log").toFile()))
                    .start();
            await("Prosody to listen, see " + home)
                    .atMost(PATIENCE)
                    .failFast("Prosody has ended, see " + home, () -> !launched.isAlive())
                    .until(this::isListening);
            return launched;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isListening() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    public Path spool() {
        return home.resolve("data/lectorium_events");
    }

    /** All that waits on disk, delivered or not, refused lines left out. */
    public long spooledBytes() {
        return segments().stream().mapToLong(file -> file.toFile().length()).sum();
    }

    public List<Path> segments() {
        try (Stream<Path> files = Files.list(spool())) {
            return files.filter(file -> file.getFileName().toString().matches("\\d+\\.jsonl"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of all segments, as they stand. */
    public String spooled() {
        return segments().stream()
                .map(file -> {
                    try {
                        return Files.readString(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .collect(Collectors.joining());
    }

    public String log() {
        try {
            return Files.readString(home.resolve("prosody.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Resident memory. */
    public long memoryBytes() {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a service manager does it. */
    public void stop() {
        process.destroy();
        process.onExit().join();
    }

    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    public void startAgain() {
        process = launch();
    }

    @Override
    public void close() {
        kill();
    }
}
