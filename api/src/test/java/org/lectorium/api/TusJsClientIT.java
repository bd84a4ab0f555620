package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectorium.testkit.TusClient;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The client that everybody uses, with random aborts. */
@LectoriumTest
class TusJsClientIT {

    static final String ABORT = "/tus/abort.mjs";

    private static final int ABORTS = 12;

    @TempDir
    Path temp;

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void getsEveryByteAcross(int seed) throws Exception {
        var bytes = new byte[12 << 20];
        new Random().nextBytes(bytes);
        var file = Files.write(temp.resolve("file"), bytes);

        var node = NodeScript.start(
                ABORT,
                "http://localhost:" + port + "/api/v1/uploads",
                LectoriumTest.INGEST_TOKEN,
                file.toString(),
                Integer.toString(ABORTS),
                Integer.toString(seed));
        var said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(node.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(said).contains("digest " + TusClient.digest(bytes));
        // What it learns of its progress comes in leaps, so a place may be behind it before it is looked at.
        assertThat(Integer.parseInt(word("aborts", said))).isBetween(ABORTS / 2, ABORTS);
        var id = word("recording", said);
        assertThat(RunningLectorium.onPort(port).recording(id).path("sizeBytes").asLong())
                .isEqualTo(bytes.length);
    }

    private static String word(String before, String said) {
        return said.replaceAll("(?s).*" + before + " (\\S+).*", "$1");
    }
}
