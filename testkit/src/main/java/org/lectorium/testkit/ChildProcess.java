package org.lectorium.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Java program in a process of its own; closing kills it.
 *
 * @param log all that it says; stays for whoever wonders what went wrong
 */
public record ChildProcess(Process process, Path log) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Starts it with the JVM that runs this; {@code arguments} are what stands behind {@code java}. */
    public static ChildProcess start(Path log, Map<String, String> environment, List<String> arguments)
            throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new ChildProcess(builder.start(), log);
    }

    /** @return the rest of the first line that begins so */
    public String awaitLine(String begin) {
        return await("\"" + begin + "\" in " + log)
                .atMost(PATIENCE)
                .failFast("the program has ended", () -> !process.isAlive())
                .until(() -> find(begin), Optional::isPresent)
                .orElseThrow();
    }

    /** @return where a Lectorium says that it is, once it is ready */
    public URI awaitLectorium() {
        return URI.create(awaitLine("  Lectorium is ready: "));
    }

    private Optional<String> find(String begin) throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith(begin)).findFirst().map(line -> line.substring(begin.length()));
        }
    }

    /** Asks it to end and waits, so that it ends what it has started. */
    public void end() {
        process.destroy();
        process.onExit().join();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
