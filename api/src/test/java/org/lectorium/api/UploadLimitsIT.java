package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.api.RunningLectorium.Someone;
import org.lectorium.testkit.GeneratedMedia;
import org.lectorium.testkit.LectoriumClient.Answer;
import org.lectorium.testkit.SmallDisk;
import org.lectorium.testkit.TusClient;

/** What may come in, where little may: performance-reliability F5, F6. On a node whose spool is a small disk. */
class UploadLimitsIT {

    private static final int MIB = 1 << 20;
    private static final int DISK = 64;
    private static final int RESERVE = 16;
    private static final int MAX_FILE = 40 * MIB;
    private static final int QUOTA = 4 * MIB;
    private static final int MAX_UNFINISHED = 3;

    @TempDir
    static Path temp;

    private static @Nullable SmallDisk disk;
    private static @Nullable ChildLectorium node;

    private RunningLectorium lectorium;
    private URI server;
    private TusClient recorder;
    private Someone someone;
    private TusClient person;

    @BeforeAll
    static void start() throws Exception {
        disk = SmallDisk.mount(temp.resolve("disk"), DISK);
        node = ChildLectorium.start(Map.of(
                "LECTORIUM_DATA_DIR", temp.resolve("data").toString(),
                "LECTORIUM_SPOOL_DIR", disk.directory().toString(),
                "LECTORIUM_SPOOL_RESERVE_BYTES", Integer.toString(RESERVE * MIB),
                "LECTORIUM_UPLOAD_MAX_BYTES", Integer.toString(MAX_FILE),
                "LECTORIUM_UPLOAD_QUOTA_BYTES", Integer.toString(QUOTA),
                "LECTORIUM_UPLOAD_MAX_UNFINISHED", Integer.toString(MAX_UNFINISHED)));
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
    void open() throws IOException {
        Objects.requireNonNull(disk).empty();
        lectorium = Objects.requireNonNull(node).lectorium();
        server = node.address();
        recorder = new TusClient(lectorium.recorder());
        someone = lectorium.someone("lecturer");
        person = new TusClient(someone.client());
    }

    private static void refused(Answer answer, int status, String problem) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(problem);
    }

    private static String deferred(TusClient tus) {
        var created = tus.create("Upload-Defer-Length", "1");
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        return created.header("Location");
    }

    /** F6: for a file that is too large, at whatever moment it is said how large it is. */
    @Test
    void refusesFilesThatAreTooLarge() throws Exception {
        refused(recorder.create("Upload-Length", Integer.toString(MAX_FILE + 1)), 413, "upload-too-large");

        var later = deferred(recorder);
        refused(
                recorder.patch(later, 0, new byte[1], "Upload-Length", Integer.toString(MAX_FILE + 1)),
                413,
                "upload-too-large");
        for (long announced : new long[] {MAX_FILE + 1L, Long.MAX_VALUE}) {
            try (var request = RawUpload.patch(server, later, 0, announced)) {
                request.end();
                assertThat(request.answer()).contains(" 413 ", "upload-too-large");
            }
        }
        assertThat(recorder.offset(later)).isZero();
        assertThat(recorder.delete(later).status()).isEqualTo(204);
    }

    /** F6 */
    @Test
    void countsWhatSomebodyHasBegun() {
        var first = person.created(3 * MIB);

        refused(person.create("Upload-Length", Integer.toString(MIB + 1)), 413, "upload-quota-exceeded");

        person.created(MIB);
        person.delete(first);
        person.created(3 * MIB);
        new TusClient(lectorium.someone("lecturer").client()).created(QUOTA);
        recorder.delete(recorder.created(QUOTA + 1));
    }

    /** F6: of unknown length, when the length is told, when a request announces more, and when more comes unannounced. */
    @Test
    void countsWhatTurnsOutToBeMore() throws Exception {
        person.created(3 * MIB);
        var later = deferred(person);

        refused(
                person.patch(later, 0, new byte[1], "Upload-Length", Integer.toString(MIB + 1)),
                413,
                "upload-quota-exceeded");
        refused(person.patch(later, 0, new byte[MIB + 1]), 413, "upload-too-long");
        assertThat(person.offset(later)).isZero();

        assertThat(person.patch(later, 0, new byte[MIB]).status()).isEqualTo(204);
        refused(person.patch(later, MIB, new byte[1]), 413, "upload-too-long");
        assertThat(person.offset(later)).isEqualTo(MIB);
    }

    /** F6: what was made of it counts as well. */
    @Test
    void countsRenditions() {
        var media = new GeneratedMedia(temp);
        var file = media.another(media.jibri(320, 240, 2));
        var bytes = read(file);
        var end = person.patch(person.created(bytes.length), 0, bytes);
        assertThat(end.status()).as(end.toString()).isEqualTo(204);
        lectorium.processed(end.header("Lectorium-Recording"));

        var limits = someone.client().get(TusClient.PATH + "/limits").body();
        long used = limits.path("usedBytes").asLong();
        assertThat(limits.path("quotaBytes").asLong()).isEqualTo(QUOTA);
        assertThat(used).isGreaterThan(bytes.length);
        refused(person.create("Upload-Length", Long.toString(QUOTA - used + 1)), 413, "upload-quota-exceeded");
        person.created(QUOTA - used);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** F6 */
    @Test
    void refusesToBeginManyAtOnce() {
        var bytes = RawUpload.someBytes(10);
        var first = person.created(bytes.length);
        for (int i = 1; i < MAX_UNFINISHED; i++) {
            deferred(person);
        }

        refused(person.create("Upload-Length", "10"), 429, "too-many-uploads");

        assertThat(person.patch(first, 0, bytes).status()).isEqualTo(204);
        person.created(10);
        refused(person.create("Upload-Defer-Length", "1"), 429, "too-many-uploads");
        for (int i = 0; i <= MAX_UNFINISHED; i++) {
            recorder.delete(recorder.created(10));
        }
    }

    /** F6: for which there is no room, at creation, and when it turns out later. */
    @Test
    void refusesWhatTheDiskHasNoRoomFor() throws Exception {
        assumeTrue(Objects.requireNonNull(disk).isMounted(), "only root can make a small disk");
        disk.fill((RESERVE + 8) * MIB);

        var refused = recorder.create("Upload-Length", Integer.toString(9 * MIB));
        refused(refused, 507, "insufficient-storage");
        assertThat(refused.header("Retry-After")).isEqualTo("60");

        var later = deferred(recorder);
        try (var request = RawUpload.patch(server, later, 0, 9 * MIB)) {
            request.end();
            assertThat(request.answer()).contains(" 507 ", "insufficient-storage", "Retry-After: 60");
        }
        assertThat(recorder.offset(later)).isZero();
        assertThat(recorder.delete(later).status()).isEqualTo(204);
        recorder.delete(recorder.created(7 * MIB));
    }

    /** F5: what was acknowledged stays, who sends is told to wait, and everything goes on when there is room. */
    @Test
    void goesOnWhenTheFullDiskHasRoomAgain() throws Exception {
        assumeTrue(Objects.requireNonNull(disk).isMounted(), "only root can make a small disk");
        var finished = RawUpload.someBytes(MIB);
        var end = recorder.patch(recorder.created(finished.length), 0, finished);
        var waiting = RawUpload.someBytes(2 * MIB);
        var waits = recorder.created(waiting.length);
        recorder.patch(waits, 0, Arrays.copyOf(waiting, MIB));
        var running = RawUpload.someBytes(8 * MIB);
        var runs = recorder.created(running.length);

        try (var request = RawUpload.patch(server, runs, 0, running.length)) {
            request.write(running, 0, 2 * MIB);
            var part = RawUpload.part(disk.directory(), runs);
            await().until(() -> Files.exists(part) && Files.size(part) > MIB);
            disk.fill(0);
            request.write(running, 2 * MIB, 6 * MIB);

            assertThat(request.answer()).contains(" 507 ", "insufficient-storage", "Retry-After");
        }
        long told = recorder.offset(runs);
        assertThat(told).isBetween((long) MIB, 3L * MIB);
        assertThat(recorder.offset(waits)).isEqualTo(MIB);
        refused(
                recorder.patch(waits, MIB, Arrays.copyOfRange(waiting, MIB, waiting.length)),
                507,
                "insufficient-storage");
        refused(recorder.create("Upload-Length", "1"), 507, "insufficient-storage");
        assertThat(lectorium
                        .deliver(Files.write(temp.resolve("small"), new byte[10]))
                        .status())
                .isEqualTo(507);
        assertThat(lectorium.admin().get("/api/v1/recordings").status()).isEqualTo(200);
        assertThat(recorder.offset(runs)).isEqualTo(told);

        disk.empty();

        lectorium.hasOriginal(end, finished);
        lectorium.hasOriginal(ended(waits, waiting), waiting);
        lectorium.hasOriginal(ended(runs, running), running);
    }

    private Answer ended(String upload, byte[] content) {
        int offset = (int) recorder.offset(upload);
        var end = recorder.patch(upload, offset, Arrays.copyOfRange(content, offset, content.length));
        assertThat(end.status()).as(end.toString()).isEqualTo(204);
        return end;
    }
}
