package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.testkit.GeneratedMedia;

/** The nodes of the compose file, with the environment that stands there, against servers that others started. */
class ExternalServersIT {

    @TempDir
    Path temp;

    @Test
    void processesOnTheWorkerWhatTheWebNodeTookIn() throws Exception {
        try (var external = ExternalServers.run(temp.resolve("external"))) {
            var servers = ExternalServers.environment(external);
            servers.put("LECTORIUM_SPOOL_DIR", temp.resolve("spool").toString());
            try (var web = start("web", servers)) {
                var lectorium = web.lectorium();
                var id = lectorium.stored(new GeneratedMedia(temp).jibri(640, 360, 2));
                try (var worker = start("worker", servers)) {
                    var recording = lectorium.processed(id);

                    assertThat(recording.path("status").asString())
                            .as("%s, see %s", recording, worker.child().log())
                            .isEqualTo("published");
                    await().atMost(Duration.ofSeconds(30))
                            .until(() -> lectorium
                                            .admin()
                                            .get("/api/v1/search?q=jibri")
                                            .body()
                                            .path("total")
                                            .asInt()
                                    == 1);
                }
            }
            external.end();
        }
        for (String embedded : List.of("postgres", "objects", "elasticsearch")) {
            assertThat(temp.resolve("web").resolve(embedded)).doesNotExist();
            assertThat(temp.resolve("worker").resolve(embedded)).doesNotExist();
        }
    }

    private ChildLectorium start(String role, Map<String, String> servers) throws IOException {
        var environment = new HashMap<>(ComposeFile.read().environment(role));
        environment.put("LECTORIUM_DATA_DIR", temp.resolve(role).toString());
        // What Compose would fill in, and no more; the browser's cookie is sent over plain HTTP here.
        environment.replaceAll((name, value) -> value.endsWith(":-}") ? "" : value);
        environment.replaceAll((name, value) -> value.startsWith("${") ? "filled-in" : value);
        environment.put("LECTORIUM_SECURE_COOKIES", "false");
        environment.putAll(servers);
        return ChildLectorium.start(environment);
    }
}
