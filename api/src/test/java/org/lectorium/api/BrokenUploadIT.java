package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectorium.core.Sha256;
import org.lectorium.ingest.tus.SweepUploads;
import org.lectorium.testkit.LectoriumClient.Answer;
import org.lectorium.testkit.TusClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of uploads whose connection, file or sender fails; performance-reliability F4, F7 to F11. */
@LectoriumTest
class BrokenUploadIT {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int SLOW_SENDERS = 500;

    @LocalServerPort
    private int port;

    @Value("${lectorium.ingest.spool}")
    private Path spool;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private SweepUploads sweep;

    private RunningLectorium lectorium;
    private TusClient tus;
    private URI server;
    private final byte[] bytes = new byte[1 << 20];

    @BeforeEach
    void open() {
        lectorium = RunningLectorium.onPort(port);
        tus = new TusClient(lectorium.recorder());
        server = URI.create("http://localhost:" + port);
        new Random().nextBytes(bytes);
    }

    private byte[] from(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private void endsAsItShould(String upload) {
        int offset = (int) tus.offset(upload);
        var end = tus.patch(upload, offset, from(offset, bytes.length));
        assertThat(end.status()).as(end.toString()).isEqualTo(204);
        isWhole(end);
    }

    private void isWhole(Answer end) {
        lectorium.hasOriginal(end, bytes);
    }

    private Path part(String upload) {
        return RawUpload.part(spool, upload);
    }

    /** F7: FIN in the middle; everything that came stays. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5_000, 128 << 10, 300_001})
    void keepsWhatCameBeforeTheEndOfAConnection(int sent) throws Exception {
        var upload = tus.created(bytes.length);
        try (var request = RawUpload.patch(server, upload, 0, bytes.length)) {
            request.write(bytes, 0, sent);
            request.end();
            assertThat(request.answer()).doesNotContain(" 204 ");
        }

        assertThat(tus.offset(upload)).isEqualTo(sent);
        endsAsItShould(upload);
    }

    /** F7: RST in the middle. What was not read from the network by then is gone with it. */
    @Test
    void goesOnAfterAReset() throws Exception {
        var upload = tus.created(bytes.length);
        try (var request = RawUpload.patch(server, upload, 0, bytes.length)) {
            request.write(bytes, 0, 200_000);
            await().until(() -> Files.exists(part(upload)) && Files.size(part(upload)) > 0);
            request.reset();
        }

        assertThat(tus.offset(upload)).isBetween(1L, 200_000L);
        endsAsItShould(upload);
    }

    /** F7: silence; nobody waits for the dead connection. */
    @Test
    void givesTheUploadToWhoAsksNext() throws Exception {
        var upload = tus.created(bytes.length);
        try (var dead = RawUpload.patch(server, upload, 0, bytes.length)) {
            dead.write(bytes, 0, 150_000);
            await().until(() -> Files.exists(part(upload)) && Files.size(part(upload)) > 0);
            await().until(() -> Files.size(part(upload)) + (128 << 10) > 150_000);

            long begun = System.nanoTime();
            long offset = tus.offset(upload);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
            assertThat(offset).isLessThanOrEqualTo(150_000).isGreaterThan(150_000 - (1 << 10));

            var end = tus.patch(upload, offset, from((int) offset, bytes.length));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON.multipliedBy(2));
            isWhole(end);

            // It comes back to life, and nothing of it counts.
            dead.write(bytes, 150_000, bytes.length - 150_000);
            assertThat(dead.answer()).contains(" 423 ", "upload-taken-over");
        }
        isWhole(tus.head(upload));
    }

    /** F7: without asking first, at the right byte. */
    @Test
    void goesOnAtTheRightByteWithoutAsking() throws Exception {
        var upload = tus.created(bytes.length);
        try (var dead = RawUpload.patch(server, upload, 0, bytes.length)) {
            await().until(() -> holder(upload));

            var end = tus.patch(upload, 0, bytes);

            assertThat(end.status()).isEqualTo(204);
            isWhole(end);
            dead.write(bytes);
            assertThat(dead.answer()).contains(" 423 ");
        }
    }

    private boolean holder(String upload) {
        return jdbc.sql("select holder is not null from ingest.uploads where id = ?::uuid")
                .param(TusClient.id(upload))
                .query(Boolean.class)
                .single();
    }

    /** F8: a second request at another byte is refused, and the first goes on. */
    @Test
    void letsNobodyBreakInAtAnotherByte() throws Exception {
        var upload = tus.created(bytes.length);
        try (var first = RawUpload.patch(server, upload, 0, bytes.length)) {
            first.write(bytes, 0, 500_000);
            await().until(() -> Files.exists(part(upload)) && Files.size(part(upload)) > 0);

            assertThat(tus.patch(upload, 0, from(0, 100)).status()).isEqualTo(409);
            assertThat(tus.patch(upload, 1_000_000, from(0, 100)).status()).isEqualTo(409);

            first.write(bytes, 500_000, bytes.length - 500_000);
            assertThat(first.answer()).contains(" 204 ");
        }
        isWhole(tus.head(upload));
    }

    /** F8: many at once. Whatever they do to each other, the bytes are those of one file in their order. */
    @Test
    void neverMixesRequestsAtTheSameMoment() throws Exception {
        for (int round = 0; round < 5; round++) {
            var content = bytes.clone();
            content[0] = (byte) round;
            var upload = tus.created(content.length);
            Callable<Answer> request = () -> tus.patch(upload, 0, content);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                int won = 0;
                var running = new ArrayList<Future<Answer>>();
                for (int i = 0; i < 6; i++) {
                    running.add(threads.submit(request));
                }
                for (var each : running) {
                    try {
                        int status = each.get().status();
                        assertThat(status).isIn(204, 409, 423);
                        won += status == 204 ? 1 : 0;
                    } catch (ExecutionException e) {
                        // Refused before all of the body was read.
                        assertThat(e).hasRootCauseInstanceOf(IOException.class);
                    }
                }
                assertThat(won).isLessThanOrEqualTo(1);
            }
            int offset = (int) tus.offset(upload);
            var end = tus.patch(upload, offset, Arrays.copyOfRange(content, offset, content.length));
            lectorium.hasOriginal(end, content);
        }
    }

    /** F9: hundreds that send a byte now and then; everybody else is served, and so are they. */
    @Test
    void servesOthersBesideManySlowSenders() throws Exception {
        var slow = new LinkedHashMap<String, RawUpload>();
        try {
            for (int i = 0; i < SLOW_SENDERS; i++) {
                var upload = tus.created(1000);
                var request = RawUpload.patch(server, upload, 0, 1000);
                slow.put(upload, request);
                request.write(bytes, 0, 1);
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> heldOf(slow.keySet()) == SLOW_SENDERS);
            for (var request : slow.values()) {
                request.write(bytes, 1, 1);
            }

            isWhole(tus.patch(tus.created(bytes.length), 0, bytes));
            var file = Files.write(Files.createTempFile("delivery", ""), from(0, 100_000));
            assertThat(lectorium.deliver(file).status()).isEqualTo(201);
            assertThat(lectorium.admin().get("/api/v1/recordings").status()).isEqualTo(200);

            var last = slow.lastEntry();
            last.getValue().write(bytes, 2, 998);
            assertThat(last.getValue().answer()).contains(" 204 ", TusClient.digest(from(0, 1000)));
            assertThat(tus.offset(slow.firstEntry().getKey())).isEqualTo(2);
        } finally {
            for (var each : slow.entrySet()) {
                each.getValue().close();
                tus.delete(each.getKey());
            }
        }
    }

    private long heldOf(Collection<String> uploads) {
        return jdbc.sql("select count(*) from ingest.uploads where holder is not null and id::text = any(?)")
                .param(uploads.stream().map(TusClient::id).toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    /** F10: bytes that wait for their checksum do not count when the connection breaks. */
    @Test
    void countsNothingThatWasNotVerified() throws Exception {
        var upload = tus.created(bytes.length);
        tus.patch(upload, 0, from(0, 1000));
        try (var client = new Socket("localhost", port)) {
            client.getOutputStream()
                    .write("""
                    PATCH %s HTTP/1.1\r
                    Host: localhost\r
                    Authorization: Bearer %s\r
                    Tus-Resumable: 1.0.0\r
                    Upload-Offset: 1000\r
                    Upload-Checksum: sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=\r
                    Content-Type: application/offset+octet-stream\r
                    Content-Length: 500000\r
                    \r
                    """.formatted(upload, LectoriumTest.INGEST_TOKEN).getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().write(bytes, 1000, 300_000);
            client.getOutputStream().flush();
            await().until(() -> Files.size(part(upload)) > 1000);
        }

        assertThat(tus.offset(upload)).isEqualTo(1000);
        endsAsItShould(upload);
    }

    /** F4: without what was acknowledged there is no smaller offset, and no 500 for ever. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void saysThatAcknowledgedBytesAreNotHere(boolean altogether) throws Exception {
        var upload = tus.created(bytes.length);
        tus.patch(upload, 0, from(0, 1000));
        if (altogether) {
            Files.delete(part(upload));
        } else {
            Files.writeString(part(upload), "garbled");
        }

        for (Answer answer : new Answer[] {tus.head(upload), tus.patch(upload, 1000, from(1000, 2000))}) {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotBlank();
            assertThat(answer.hasHeader("Upload-Offset")).isFalse();
        }
        assertThat(tus.patch(upload, 7, from(7, 9)).problem()).isEqualTo("upload-not-here");
        Files.write(part(upload), from(0, 1000));
        assertThat(tus.offset(upload)).isEqualTo(1000);
        endsAsItShould(upload);
    }

    /** A node that ended between the bytes and their acknowledgement. */
    @Test
    void findsBytesThatNobodyAcknowledged() throws Exception {
        var upload = tus.created(bytes.length);
        tus.patch(upload, 0, from(0, 1000));
        Files.write(part(upload), from(0, 70_000));

        assertThat(tus.offset(upload)).isEqualTo(70_000);
        endsAsItShould(upload);
    }

    /** The sender never comes back for the last answer, and it becomes a recording all the same. */
    @Test
    void finishesWhatIsWholeWithoutItsSender() throws Exception {
        var upload = tus.created(bytes.length);
        tus.patch(upload, 0, from(0, 1000));
        Files.write(part(upload), bytes);
        Files.setLastModifiedTime(part(upload), FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));

        sweep.sweep();

        assertThat(jdbc.sql("select sha256 from ingest.uploads where id = ?::uuid")
                        .param(TusClient.id(upload))
                        .query(String.class)
                        .single())
                .isEqualTo(Sha256.of(bytes).hex());
        isWhole(tus.head(upload));
    }

    @Test
    void clearsAwayWhatHasExpired() throws Exception {
        var upload = tus.created(bytes.length);
        tus.patch(upload, 0, from(0, 1000));
        assertThat(part(upload)).exists();
        jdbc.sql("update ingest.uploads set expires_at = now() - interval '1 s' where id = ?::uuid")
                .param(TusClient.id(upload))
                .update();
        assertThat(tus.head(upload).status()).isEqualTo(410);

        sweep.sweep();

        assertThat(part(upload)).doesNotExist();
        assertThat(tus.head(upload).status()).isEqualTo(404);
    }

    @Test
    void clearsAwayFilesOfNobody() throws Exception {
        var nobodys = part("/" + UUID.randomUUID());
        Files.createDirectories(nobodys.getParent());
        Files.write(nobodys, from(0, 10));
        Files.setLastModifiedTime(nobodys, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        var upload = tus.created(bytes.length);
        tus.patch(upload, 0, from(0, 1000));

        sweep.forget();

        assertThat(nobodys).doesNotExist();
        assertThat(part(upload)).exists();
    }

    /** F11: the same file by several uploads at the same moment. */
    @Test
    void makesOneRecordingOfManyUploads() throws Exception {
        Callable<Answer> upload = () -> tus.patch(tus.created(bytes.length), 0, bytes);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ids = new HashSet<String>();
            for (var each : threads.invokeAll(Collections.nCopies(8, upload))) {
                ids.add(each.get().header("Lectorium-Recording"));
            }
            assertThat(ids).hasSize(1);
        }
    }
}
