package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
            try (var process = start(step)) {
                if (id == null) {
                    id = process.lectorium().stored(original);
                }
                process.child().awaitLine(KilledLectorium.STOPPED + step);
            }
        }
        try (var process = start()) {
            var lectorium = process.lectorium();
            var recording = lectorium.processed(Objects.requireNonNull(id));

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
            process.child().end();
        }
        assertThat(stored(id)).as("one generation, and no leftovers").hasSize(5);
    }

    private ChildLectorium start(String... stops) throws IOException {
        return ChildLectorium.start(
                Map.of("LECTORIUM_DATA_DIR", temp.resolve("data").toString()), stops);
    }

    private List<String> stored(String id) throws IOException {
        try (var files = Files.walk(temp.resolve("data/objects"))) {
            return files.filter(Files::isRegularFile)
                    .map(Path::toString)
                    .filter(file -> file.contains(id))
                    .toList();
        }
    }
}
