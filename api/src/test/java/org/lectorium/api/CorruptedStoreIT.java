package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.core.Sha256;
import org.lectorium.testkit.GeneratedMedia;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** F13: the store gives other bytes than it was given. */
@LectoriumTest
class CorruptedStoreIT {

    @TempDir
    Path temp;

    @LocalServerPort
    private int port;

    @Value("${lectorium.ingest.spool}")
    private Path spool;

    @Value("${lectorium.standalone.data-dir}")
    private Path data;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private StepFaults faults;

    private RunningLectorium lectorium;

    @BeforeEach
    void open() {
        lectorium = RunningLectorium.onPort(port);
        faults.reset();
    }

    @AfterEach
    void heal() {
        faults.reset();
    }

    @Test
    void publishesNothingOfAnOriginalThatHasChanged() throws Exception {
        var media = new GeneratedMedia(temp);
        var file = media.another(media.jibri(320, 240, 2));
        // Behind the first step the node has lost its spool, and reads what the store has.
        faults.add("probe", () -> loseSpoolAndChange(file));

        var recording = lectorium.processed(file);

        assertThat(recording.path("status").asString()).isEqualTo("failed");
        assertThat(recording.path("problem").path("key").asString()).isEqualTo("original-corrupted");

        var id = recording.path("id").asString();
        Files.copy(file, inStore(id), StandardCopyOption.REPLACE_EXISTING);
        assertThat(lectorium
                        .admin()
                        .post("/api/v1/recordings/" + id + "/retry", "")
                        .status())
                .isEqualTo(202);

        await().untilAsserted(() ->
                assertThat(lectorium.processed(id).path("status").asString()).isEqualTo("published"));
        assertThat(lectorium.recording(id).path("problem").isNull()).isTrue();
    }

    private String id(Path file) throws IOException {
        return jdbc.sql("select recording_id::text from ingest.originals where sha256 = ?")
                .param(Sha256.of(file).hex())
                .query(String.class)
                .single();
    }

    private Path inStore(String id) throws IOException {
        try (var files = Files.walk(data.resolve("objects"))) {
            return files.filter(each -> each.toString().endsWith("/recordings/" + id + "/original/media"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void loseSpoolAndChange(Path file) {
        try {
            var id = id(file);
            await().until(() -> jdbc.sql(
                            "select kept_at is not null from ingest.originals where recording_id = ?::uuid")
                    .param(id)
                    .query(Boolean.class)
                    .single());
            var bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(inStore(id), bytes);
            Files.delete(spool.resolve(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
