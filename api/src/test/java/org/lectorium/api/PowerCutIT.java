package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.testkit.TusClient;

/** F3: whatever was acknowledged is on the disk when the power is cut at the moment of the answer. */
class PowerCutIT {

    @TempDir
    static Path temp;

    private static @Nullable ForgetfulDisk disk;
    private static @Nullable ChildLectorium node;

    private RunningLectorium lectorium;
    private TusClient tus;
    private final byte[] bytes = new byte[3_000_000];

    @BeforeAll
    static void start() throws Exception {
        disk = ForgetfulDisk.mount(temp, 64);
        node = ChildLectorium.start(Map.of(
                "LECTORIUM_DATA_DIR", temp.resolve("data").toString(),
                "LECTORIUM_SPOOL_DIR", disk.directory().toString(),
                "LECTORIUM_SPOOL_RESERVE_BYTES", "0"));
    }

    @AfterAll
    static void end() throws Exception {
        if (node != null) {
            node.child().end();
        }
        if (disk != null) {
            disk.close();
        }
    }

    @BeforeEach
    void open() {
        lectorium = Objects.requireNonNull(node).lectorium();
        tus = new TusClient(lectorium.recorder());
        new Random().nextBytes(bytes);
    }

    private static ForgetfulDisk disk() {
        return Objects.requireNonNull(disk);
    }

    private byte[] from(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** What was told to be there is. */
    private void has(String upload, long offset) throws Exception {
        disk().afterPowerCut(left -> assertThat(Files.readAllBytes(RawUpload.part(left, upload)))
                .hasSizeGreaterThanOrEqualTo((int) offset)
                .startsWith(from(0, (int) offset)));
    }

    private void hasRecording(String recording) throws Exception {
        disk().afterPowerCut(
                        left -> assertThat(left.resolve(recording)).exists().hasBinaryContent(bytes));
    }

    /** Otherwise nothing here would prove anything. */
    @Test
    void forgetsWhatIsNotSynced() throws Exception {
        var written = Files.write(disk().directory().resolve("not-synced"), bytes);

        disk().afterPowerCut(left -> {
            var found = left.resolve("not-synced");
            assertThat(Files.exists(found) ? Files.size(found) : 0).isZero();
        });
        assertThat(written).hasBinaryContent(bytes);
    }

    @Test
    void keepsEachOffsetAndTheRecording() throws Exception {
        var upload = tus.created(bytes.length);
        assertThat(tus.patch(upload, 0, from(0, 1_000_000)).status()).isEqualTo(204);
        has(upload, 1_000_000);

        var sum = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-1").digest(from(1_000_000, 1_000_007)));
        assertThat(tus.patch(upload, 1_000_000, from(1_000_000, 1_000_007), "Upload-Checksum", "sha1 " + sum)
                        .status())
                .isEqualTo(204);
        has(upload, 1_000_007);

        var end = tus.patch(upload, 1_000_007, from(1_000_007, bytes.length));
        assertThat(end.status()).as(end.toString()).isEqualTo(204);
        hasRecording(end.header("Lectorium-Recording"));
    }

    /** A HEAD acknowledges as well. */
    @Test
    void keepsWhatIsToldAfterABrokenConnection() throws Exception {
        var upload = tus.created(bytes.length);
        try (var request = RawUpload.patch(Objects.requireNonNull(node).address(), upload, 0, bytes.length)) {
            request.write(bytes, 0, 2_000_000);
            var part = RawUpload.part(disk().directory(), upload);
            await().until(() -> Files.exists(part) && Files.size(part) > 1_000_000);
            request.reset();
        }

        long offset = tus.offset(upload);

        assertThat(offset).isGreaterThan(1_000_000);
        has(upload, offset);
    }

    @Test
    void keepsWhatComesInOneRequestOrInPieces() throws Exception {
        var whole = tus.createWith(bytes, "Upload-Length", Integer.toString(bytes.length));
        assertThat(whole.status()).as(whole.toString()).isEqualTo(201);
        hasRecording(whole.header("Lectorium-Recording"));

        new Random().nextBytes(bytes);
        var first = tus.created(1_500_000, "Upload-Concat", "partial");
        var second = tus.created(1_500_000, "Upload-Concat", "partial");
        tus.patch(first, 0, from(0, 1_500_000));
        tus.patch(second, 0, from(1_500_000, 3_000_000));
        var joined = tus.create("Upload-Concat", "final;" + first + " " + second);
        assertThat(joined.status()).as(joined.toString()).isEqualTo(201);
        hasRecording(joined.header("Lectorium-Recording"));
    }

    @Test
    void keepsDeliveries() throws Exception {
        var delivered = lectorium.deliver(Files.write(temp.resolve("delivery"), bytes));

        assertThat(delivered.status()).as(delivered.toString()).isEqualTo(201);
        hasRecording(delivered.text("id"));
    }
}
