package org.lectorium.api;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.lectorium.testkit.ChildProcess;

/** A Lectorium in a process of its own; closing kills it. */
record ChildLectorium(ChildProcess child, URI address) implements AutoCloseable {

    /**
     * @param environment besides secrets; without a port a free one is taken
     * @param stops steps in which it stops dead, once each
     */
    static ChildLectorium start(Map<String, String> environment, String... stops) throws IOException {
        var child = begin(environment, stops);
        return new ChildLectorium(child, child.awaitLectorium());
    }

    /** Without waiting until it is ready. */
    static ChildProcess begin(Map<String, String> environment, String... stops) throws IOException {
        var all = new HashMap<>(environment);
        all.putIfAbsent("LECTORIUM_PORT", "0");
        all.put("LECTORIUM_ADMIN_PASSWORD", LectoriumTest.ADMIN_PASSWORD);
        all.put("LECTORIUM_INGEST_TOKEN", LectoriumTest.INGEST_TOKEN);
        return run(KilledLectorium.class, all, stops);
    }

    /** Runs a program of the tests, with their class path. */
    static ChildProcess run(Class<?> program, Map<String, String> environment, String... arguments) throws IOException {
        var logs = Files.createDirectories(Path.of("target/children"));
        return ChildProcess.start(
                Files.createTempFile(logs, program.getSimpleName(), ".log"),
                environment,
                Stream.concat(
                                Stream.of("-cp", System.getProperty("java.class.path"), program.getName()),
                                Stream.of(arguments))
                        .toList());
    }

    RunningLectorium lectorium() {
        return new RunningLectorium(address);
    }

    @Override
    public void close() {
        child.close();
    }
}
