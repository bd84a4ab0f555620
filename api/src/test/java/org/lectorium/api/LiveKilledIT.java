package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.testkit.ChildProcess;
import org.lectorium.testkit.GeneratedMedia;

/** The node is killed while somebody watches what arrives there, and another one answers. */
class LiveKilledIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path temp;

    private static @Nullable ChildProcess servers;
    private static Map<String, String> environment = Map.of();

    @BeforeAll
    static void startServers() throws IOException {
        servers = ExternalServers.run(temp.resolve("external"));
        environment = ExternalServers.environment(servers);
        environment.put("LECTORIUM_SPOOL_DIR", temp.resolve("spool").toString());
        environment.put("LECTORIUM_WORK_DIR", temp.resolve("work").toString());
    }

    @AfterAll
    static void endServers() {
        Objects.requireNonNull(servers).end();
    }

    private static ChildLectorium start(String name) throws IOException {
        var all = new HashMap<>(environment);
        all.put("LECTORIUM_DATA_DIR", temp.resolve(name).toString());
        return ChildLectorium.start(all);
    }

    @Test
    void goesOnElsewhere() throws Exception {
        byte[] webm = Sending.unique(new GeneratedMedia(temp).pageWebm(20));
        var first = start("first");
        var upload = new Sending(webm, first.lectorium().recorder(), "room", "killed");
        upload.upTo(0.6);
        var before =
                await().atMost(PATIENCE).until(() -> segment(first, upload, "00001.m4s"), bytes -> bytes.length > 1000);
        assertThat(programs()).isNotEmpty();
        first.close();

        // Neither its program nor its files outlive it, beyond the next start.
        await().atMost(PATIENCE).until(() -> programs().isEmpty());
        assertThat(places()).hasSize(1);
        try (var second = start("second")) {
            assertThat(places()).hasSize(1);
            assertThat(Files.walk(temp.resolve("work/live"))).noneMatch(file -> file.endsWith(upload.id()));
            // The card was right all the time, and what is watched is the same to the byte.
            assertThat(second.lectorium().recording(upload.id()).path("status").asString())
                    .isEqualTo("receiving");
            assertThat(segment(second, upload, "00001.m4s")).isEqualTo(before);

            upload.at(second.lectorium().recorder());
            upload.upTo(1);
            assertThat(second.lectorium().processed(upload.id()).path("status").asString())
                    .isEqualTo("published");
            second.child().end();
        }
        assertThat(places()).isEmpty();
        assertThat(programs()).isEmpty();
    }

    private static byte[] segment(ChildLectorium node, Sending upload, String name) {
        return node.lectorium().admin().bytes("/api/v1/recordings/" + upload.id() + "/live/" + name);
    }

    /** Of processes, in the scratch directory that they share. */
    private static List<String> places() throws IOException {
        try (var places = Files.list(temp.resolve("work/live"))) {
            return places.map(place -> place.getFileName().toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .toList();
        }
    }

    private static List<String> programs() {
        var place = temp.resolve("work/live").toString();
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(command -> command.contains(place))
                .toList();
    }
}
