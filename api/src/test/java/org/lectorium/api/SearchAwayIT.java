package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Kills Elasticsearch: the archive goes on without, and search comes back by itself. */
@LectoriumTest
class SearchAwayIT {

    @TempDir
    Path temp;

    @LocalServerPort
    private int port;

    @Value("${lectorium.standalone.data-dir}")
    private Path data;

    @Test
    void doesWithoutSearchAndFindsLaterWhatCameMeanwhile() throws Exception {
        var lectorium = RunningLectorium.onPort(port);
        var admin = lectorium.admin();
        await().until(() -> admin.get("/api/v1/search?q=x").status() == 200);

        var elasticsearch = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info()
                        .commandLine()
                        .orElse("")
                        .contains(data.resolve("elasticsearch").toString()))
                .findFirst()
                .orElseThrow();
        elasticsearch.destroyForcibly();
        elasticsearch.onExit().get();

        var word = "маяк" + UUID.randomUUID().toString().replaceAll("[^a-z]", "");
        var away = admin.get("/api/v1/search?q=" + word);
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.problem()).isEqualTo("search-unavailable");
        assertThat(away.headers()).containsKey("retry-after");
        assertThat(admin.get("/api/v1/search/index").body().path("available").asBoolean(true))
                .isFalse();
        var file = Files.writeString(temp.resolve("a"), word);
        var id = lectorium
                .deliver(file, "a.mp4", "{\"title\": \"" + word + "\"}", null)
                .text("id");
        assertThat(admin.get("/api/v1/recordings")
                        .body()
                        .path("items")
                        .get(0)
                        .path("id")
                        .asString())
                .isEqualTo(id);

        await().atMost(Duration.ofSeconds(60))
                .until(() -> admin.get("/api/v1/search?q=" + word)
                                .body()
                                .path("total")
                                .asInt()
                        == 1);
    }
}
