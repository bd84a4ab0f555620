package org.lectorium.api;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program of the tests in a process of its own; closing kills it.
 *
 * @param log all that it says; stays in {@code target} for whoever wonders why a test failed
 */
record ChildProcess(Process process, Path log) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static ChildProcess start(Class<?> program, Map<String, String> environment, String... arguments)
            throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        var log = Files.createTempFile(
                Files.createDirectories(Path.of("target/children")), program.getSimpleName(), ".log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new ChildProcess(builder.start(), log);
    }

    /** @return the rest of the first line that begins so */
    String awaitLine(String begin) {
        return await("\"" + begin + "\" in " + log)
                .atMost(PATIENCE)
                .failFast("the program has ended", () -> !process.isAlive())
                .until(() -> find(begin), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<String> find(String begin) throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith(begin)).findFirst().map(line -> line.substring(begin.length()));
        }
    }

    /** Asks it to end and waits, so that it ends what it has started. */
    void end() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    @Override
    public void close() throws Exception {
        process.destroyForcibly().waitFor();
    }
}
