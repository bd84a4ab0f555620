package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.core.Sha256;
import org.lectorium.testkit.GeneratedMedia;

/** Kills the program, as {@code kill -9} does, in each step of one recording's life. */
class KilledIT {

    @TempDir
    Path temp;

    @Test
    void publishesOnceWhatWasKilledInEachStep() throws Exception {
        var original = new GeneratedMedia(temp).jibri(640, 360, 3);
        String id = null;
        for (String step : StepFaults.STEPS) {
            try (var process = ChildLectorium.start(temp.resolve("data"), step)) {
                if (id == null) {
                    id = process.lectorium().stored(original);
                }
                process.awaitLine(KilledLectorium.STOPPED + step);
            }
        }
        try (var process = ChildLectorium.start(temp.resolve("data"))) {
            var lectorium = process.lectorium();
            var recording = lectorium.processed(java.util.Objects.requireNonNull(id));

            assertThat(recording.path("status").asString()).isEqualTo("published");
            assertThat(lectorium
                            .admin()
                            .get("/api/v1/recordings")
                            .body()
                            .path("total")
                            .asInt())
                    .isEqualTo(1);
            assertThat(lectorium.deliver(original).text("id")).isEqualTo(id);
            for (var download : lectorium
                    .admin()
                    .get("/api/v1/recordings/" + id + "/playback")
                    .body()
                    .path("download")) {
                try (var in =
                        lectorium.admin().open(download.path("url").asString()).body()) {
                    assertThat(Sha256.of(in.readAllBytes()).hex())
                            .isEqualTo(download.path("sha256").asString());
                }
            }
        }
        assertThat(stored(id)).as("one generation, and no leftovers").hasSize(5);
    }

    private List<String> stored(String id) throws IOException {
        try (var files = Files.walk(temp.resolve("data/objects"))) {
            return files.filter(Files::isRegularFile)
                    .map(Path::toString)
                    .filter(file -> file.contains(id))
                    .toList();
        }
    }

    /** A program of its own; closing kills it. */
    private record ChildLectorium(Process process, BufferedReader output, URI address) implements AutoCloseable {

        private static final String READY = "  Lectorium is ready: ";

        static ChildLectorium start(Path data, String... stops) throws IOException {
            var command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    KilledLectorium.class.getName()));
            command.addAll(List.of(stops));
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment()
                    .putAll(Map.of(
                            "LECTORIUM_PORT",
                            "0",
                            "LECTORIUM_DATA_DIR",
                            data.toString(),
                            "LECTORIUM_ADMIN_PASSWORD",
                            LectoriumTest.ADMIN_PASSWORD,
                            "LECTORIUM_INGEST_TOKEN",
                            LectoriumTest.INGEST_TOKEN));
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
}
