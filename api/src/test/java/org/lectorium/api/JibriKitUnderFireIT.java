package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.api.JibriKit.Run;
import org.lectorium.core.Sha256;
import org.lectorium.testkit.LectoriumClient;
import tools.jackson.databind.JsonNode;

/**
 * Recordings in, recordings out, while everything in between is killed: the kit, the service, the network. As many and as
 * random as asked for: {@code -Dsoak.recordings=300 -Dsoak.seed=7}.
 */
class JibriKitUnderFireIT {

    private static final int RECORDINGS = Integer.getInteger("soak.recordings", 8);
    private static final long SEED = Long.getLong("soak.seed", System.nanoTime());
    private static final int KILLS_OF_THE_KIT = Math.max(6, RECORDINGS / 2);
    private static final int KILLS_OF_THE_SERVICE = Math.max(1, RECORDINGS / 40);
    private static final String NOT_IN_STORE = "not in the store";
    private static final int MOST_BYTES = 3 << 20;

    @TempDir
    Path temp;

    private final Random random = new Random(SEED);

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void losesNothingAndDoublesNothing() throws Exception {
        int port = freePort();
        var environment =
                Map.of("LECTORIUM_DATA_DIR", temp.resolve("data").toString(), "LECTORIUM_PORT", Integer.toString(port));
        try (var network = new CuttingProxy(port, random)) {
            var kit = new JibriKit(temp.resolve("recordings"), network.address())
                    .with("LECTORIUM_QUIET_SECONDS", "2")
                    .with("LECTORIUM_POLL_SECONDS", "1")
                    .with("LECTORIUM_BACKOFF_SECONDS", "1")
                    .with("LECTORIUM_CHUNK_BYTES", Integer.toString(1 << 20));
            var made = record(kit);
            var service = ChildLectorium.start(environment);
            try {
                for (int life = 0; life <= KILLS_OF_THE_SERVICE; life++) {
                    killTheKit(kit, KILLS_OF_THE_KIT / (KILLS_OF_THE_SERVICE + 1));
                    if (life < KILLS_OF_THE_SERVICE) {
                        service.close();
                        service = ChildLectorium.start(environment);
                    }
                }
                network.heal();
                try (var last = kit.start("watch")) {
                    await().atMost(Duration.ofMinutes(20))
                            .failFast("the kit has ended", () -> !last.process().isAlive())
                            .until(() -> kit.state().path("kept").asInt() == made.size());
                }
                var admin = service.lectorium().admin();
                // Those that the archive shows, by what is in the store under their names.
                var kept = await().atMost(Duration.ofMinutes(5))
                        .until(() -> sha256s(ids(admin)), hashes -> !hashes.contains(NOT_IN_STORE));
                System.out.printf(
                        "Under fire (seed %d): %d recordings in, %d out; the kit was killed %d times, the service %d times,"
                                + " %d connections were cut%n",
                        SEED, made.size(), kept.size(), KILLS_OF_THE_KIT, KILLS_OF_THE_SERVICE, network.cuts());
                assertThat(kept).as("seed " + SEED).containsExactlyInAnyOrderElementsOf(made.values());
            } finally {
                service.close();
            }
        }
    }

    /** @return SHA-256 by file; some were handed over, of others the recorder died */
    private Map<Path, String> record(JibriKit kit) throws Exception {
        var made = new HashMap<Path, String>();
        for (int i = 0; i < RECORDINGS; i++) {
            var session = kit.session();
            var file = JibriKit.media(session, "room_2026-11-20-10-00-00.mp4", 1 + random.nextInt(MOST_BYTES));
            made.put(file, Sha256.of(file).hex());
            if (random.nextBoolean()) {
                Files.writeString(session.resolve("metadata.json"), "{\"meeting_url\": \"https://m/room\"}");
                JibriKit.handOver(session);
            }
        }
        return made;
    }

    private void killTheKit(JibriKit kit, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            Run running = kit.start("watch");
            running.process().waitFor(300 + random.nextInt(2500), TimeUnit.MILLISECONDS);
            running.kill();
        }
    }

    private static List<String> ids(LectoriumClient admin) {
        var ids = new ArrayList<String>();
        JsonNode items;
        int page = 0;
        do {
            items = admin.get("/api/v1/recordings?size=100&page=" + page++)
                    .body()
                    .path("items");
            items.valueStream().forEach(item -> ids.add(item.path("id").asString()));
        } while (items.size() > 0);
        return ids;
    }

    private List<String> sha256s(List<String> ids) throws IOException {
        var hashes = new ArrayList<String>();
        for (String id : ids) {
            var stored = temp.resolve("data/objects/lectorium/recordings/" + id + "/original/media");
            hashes.add(Files.exists(stored) ? Sha256.of(stored).hex() : NOT_IN_STORE);
        }
        return hashes;
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
