package org.lectorium.api;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lectorium.testkit.ChildProcess;

/** A Lectorium in a process of its own; closing kills it. */
record ChildLectorium(ChildProcess child, URI address) implements AutoCloseable {

    /** Most live for seconds, in which compiling well takes more than it gives. */
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

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
        var command = new ArrayList<>(QUICK_START);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return ChildProcess.start(Files.createTempFile(logs, program.getSimpleName(), ".log"), environment, command);
    }

    RunningLectorium lectorium() {
        return new RunningLectorium(address);
    }

    @Override
    public void close() {
        child.close();
    }
}
