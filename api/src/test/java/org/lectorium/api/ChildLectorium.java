package org.lectorium.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program of its own; closing kills it. */
record ChildLectorium(Process process, BufferedReader output, URI address) implements AutoCloseable {

    private static final String READY = "  Lectorium is ready: ";

    /**
     * @param environment besides ports and secrets
     * @param stops steps in which it stops dead, once each
     */
    static ChildLectorium start(Map<String, String> environment, String... stops) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                KilledLectorium.class.getName()));
        command.addAll(List.of(stops));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment()
                .putAll(Map.of(
                        "LECTORIUM_PORT", "0",
                        "LECTORIUM_ADMIN_PASSWORD", LectoriumTest.ADMIN_PASSWORD,
                        "LECTORIUM_INGEST_TOKEN", LectoriumTest.INGEST_TOKEN));
        var process = builder.start();
        var output = process.inputReader();
        var ready = find(output, READY);
        return new ChildLectorium(process, output, URI.create(ready.substring(READY.length())));
    }

    RunningLectorium lectorium() {
        return new RunningLectorium(address);
    }

    void awaitLine(String line) throws IOException {
        find(output, line);
    }

    private static String find(BufferedReader output, String begin) throws IOException {
        var all = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            all.append(line).append('\n');
            if (line.startsWith(begin)) {
                return line;
            }
        }
        throw new AssertionError("The program ended before it said \"" + begin + "\":\n" + all);
    }

    @Override
    public void close() throws Exception {
        process.destroyForcibly().waitFor();
    }
}
