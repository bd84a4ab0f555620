package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A recorder's disk, and the kit that is run on it as it is shipped. */
final class JibriKit {

    static final Path KIT = Path.of("../ingest/jibri").toAbsolutePath().normalize();

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path recordings;
    private final Map<String, String> environment = new HashMap<>();

    JibriKit(Path recordings, URI lectorium) {
        this.recordings = recordings;
        environment.put("LECTORIUM_URL", lectorium.toString());
        environment.put("LECTORIUM_INGEST_TOKEN", LectoriumTest.INGEST_TOKEN);
        environment.put("LECTORIUM_RECORDINGS", recordings.toString());
        environment.put("LECTORIUM_QUIET_SECONDS", "0");
    }

    JibriKit with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Path recordings() {
        return recordings;
    }

    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** The directory of a new session of Jibri. */
    Path session() {
        try {
            return Files.createDirectories(recordings.resolve(UUID.randomUUID().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Jibri calls it: one argument, an environment that says nothing of us, somewhere. */
    static int finalizeScript(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(KIT.resolve("finalize.sh").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(List.of("PATH"));
        return builder.start().waitFor();
    }

    static Path handOver(Path session) throws Exception {
        assertThat(finalizeScript(session.toString())).isZero();
        return session;
    }

    /** Bytes that nobody has sent before. */
    static Path media(Path session, String name, int bytes) throws IOException {
        var content = new byte[bytes];
        new Random().nextBytes(content);
        var file = Files.write(session.resolve(name), content);
        // As old as a recording that has just ended is when it is found.
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(5)));
        return file;
    }

    /** @param log everything that it said */
    record Run(Process process, Path log) implements AutoCloseable {

        String said() throws IOException {
            return Files.readString(log);
        }

        Run awaitSaid(String text) {
            await(text + " in " + log)
                    .atMost(PATIENCE)
                    .failFast("it has ended", () -> !process.isAlive() && !said().contains(text))
                    .until(() -> said().contains(text));
            return this;
        }

        /** With kill -9, it and all that it has started. */
        void kill() {
            var all = new ArrayList<>(process.descendants().toList());
            process.destroyForcibly().onExit().join();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(each -> each.onExit().join());
        }

        @Override
        public void close() {
            kill();
        }
    }

    Run start(String mode) throws IOException {
        return start(List.of(KIT.resolve("deliver").toString(), mode));
    }

    Run start(List<String> command) throws IOException {
        var logs = Files.createDirectories(Path.of("target/children"));
        var log = Files.createTempFile(logs, "deliver", ".log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().putAll(environment);
        return new Run(builder.start(), log);
    }

    /** @return what it said, once it has ended */
    String once() throws Exception {
        return ended(start("once"));
    }

    static String ended(Run run) throws Exception {
        assertThat(run.process().waitFor()).as(run.said()).isZero();
        return run.said();
    }

    JsonNode state() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(recordings.resolve(".lectorium/state.json")));
    }

    String metrics() throws IOException {
        return Files.readString(recordings.resolve(".lectorium/lectorium_jibri.prom"));
    }
}
