package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.testkit.GeneratedMedia;
import org.lectorium.testkit.LectoriumClient.Answer;
import org.lectorium.testkit.SmallDisk;
import org.lectorium.testkit.TusClient;

/** F12: while the media store is away recordings gather in the spool, until it is full, and none is lost. */
class StoreAwayIT {

    private static final int DISK_MEBIBYTES = 24;
    private static final int RESERVE_BYTES = 16 << 20;

    /** As long as the disk is not full by far, and not one more. */
    private static final int MOST_DELIVERIES = 100;

    @TempDir
    Path temp;

    @Test
    void refusesMoreThanItCanHoldAndPublishesAllOfItLater() throws Exception {
        var media = new GeneratedMedia(temp);
        var film = media.jibri(640, 360, 10);
        try (var disk = SmallDisk.mount(temp.resolve("spool"), DISK_MEBIBYTES);
                var servers = ExternalServers.run(temp.resolve("servers"), ExternalServers.OBJECTS);
                var network = new Network(new Random(1))) {
            assumeTrue(disk.isMounted(), "no disk can be mounted here");
            var store = URI.create(servers.awaitLine(ExternalServers.OBJECTS_URL + "="));
            try (var node = ChildLectorium.start(Map.of(
                    "LECTORIUM_DATA_DIR",
                    temp.resolve("data").toString(),
                    "LECTORIUM_SPOOL_DIR",
                    disk.directory().toString(),
                    "LECTORIUM_SPOOL_RESERVE_BYTES",
                    Integer.toString(RESERVE_BYTES),
                    ExternalServers.OBJECTS_URL,
                    network.address().toString(),
                    ExternalServers.ACCESS_KEY,
                    servers.awaitLine(ExternalServers.ACCESS_KEY + "="),
                    ExternalServers.SECRET_KEY,
                    servers.awaitLine(ExternalServers.SECRET_KEY + "="),
                    "LECTORIUM_RETRY_DELAY",
                    "PT1S"))) {
                var lectorium = node.lectorium();
                var taken = new LinkedHashMap<String, Path>();
                Path refused = film;
                Answer answer = lectorium.deliver(film);
                while (answer.status() == 201 && taken.size() < MOST_DELIVERIES) {
                    taken.put(answer.text("id"), refused);
                    refused = media.another(film);
                    answer = lectorium.deliver(refused);
                }

                assertThat(answer.status()).as(answer.toString()).isEqualTo(507);
                assertThat(answer.headers()).containsKey("retry-after");
                assertThat(taken).hasSizeGreaterThan(1);
                assertThat(new TusClient(lectorium.recorder())
                                .create("Upload-Length", Long.toString(Files.size(refused)))
                                .status())
                        .isEqualTo(507);
                for (String id : taken.keySet()) {
                    assertThat(lectorium.recording(id).path("status").asString())
                            .isNotIn("watchable", "published", "failed");
                }

                network.leadTo(store.getPort());

                for (var each : taken.entrySet()) {
                    assertThat(lectorium.processed(each.getKey()).path("status").asString())
                            .isEqualTo("published");
                    var original = "/api/v1/recordings/" + each.getKey() + "/download?rendition=original";
                    assertThat(Arrays.equals(lectorium.admin().bytes(original), Files.readAllBytes(each.getValue())))
                            .isTrue();
                }
                var later = refused;
                await().until(() -> lectorium.deliver(later).status() == 201);
            }
        }
    }
}
