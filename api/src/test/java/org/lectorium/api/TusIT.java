package org.lectorium.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectorium.testkit.LectoriumClient.Answer;
import org.lectorium.testkit.TusClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the protocol demands of a server, statement by statement:
 * https://github.com/tus/tus-resumable-upload-protocol/blob/main/protocol.md, 1.0.0.
 */
@LectoriumTest
class TusIT {

    private static final String PARTIAL = "partial";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private RunningLectorium lectorium;
    private TusClient tus;
    private byte[] bytes;

    @BeforeEach
    void open() {
        lectorium = RunningLectorium.onPort(port);
        tus = new TusClient(lectorium.recorder());
        bytes = RawUpload.someBytes(100);
    }

    private byte[] from(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static void is(Answer answer, int status) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("Tus-Resumable")).isEqualTo("1.0.0");
    }

    private void is(Answer answer, int status, String problem) {
        is(answer, status);
        assertThat(answer.problem()).isEqualTo(problem);
    }

    /** The whole upload is the recording that the answer names, with its SHA-256. */
    private void isRecording(Answer answer, byte[] content) {
        lectorium.hasOriginal(answer, content);
    }

    @Nested
    class Core {

        @Test
        void saysItsVersionInEveryAnswer() {
            var upload = tus.created(100);

            is(tus.head(upload), 200);
            is(tus.patch(upload, 0, bytes), 204);
            is(tus.delete(upload), 204);
            is(tus.head(upload), 404);
            is(new TusClient(lectorium.nobody()).head(upload), 401);
            is(new TusClient(lectorium.nobody()).create("Upload-Length", "1"), 401);
        }

        @ParameterizedTest
        @ValueSource(strings = {"0.2.2", "1.0.1", "2.0.0", "x", ""})
        void refusesOtherVersionsAndDoesNothing(String version) {
            var upload = tus.created(100);

            var patch = tus.patch(upload, 0, bytes, "Tus-Resumable", version);
            is(patch, 412, "tus-version-unsupported");
            assertThat(patch.header("Tus-Version")).isEqualTo("1.0.0");
            var delete = tus.send("DELETE", upload, new byte[0], "Tus-Resumable", version);
            is(delete, 412);
            assertThat(delete.header("Tus-Version")).isEqualTo("1.0.0");
            is(tus.send("HEAD", upload, new byte[0], "Tus-Resumable", version), 412);
            is(tus.create("Upload-Length", "5", "Tus-Resumable", version), 412);

            assertThat(tus.offset(upload)).isZero();
        }

        @Test
        void tellsTheOffsetAlsoIfItIsZeroOrTheEnd() {
            var upload = tus.created(100);

            assertThat(tus.offset(upload)).isZero();
            tus.patch(upload, 0, from(0, 70));
            assertThat(tus.offset(upload)).isEqualTo(70);
            tus.patch(upload, 70, from(70, 100));
            assertThat(tus.offset(upload)).isEqualTo(100);
        }

        @Test
        void tellsTheLengthIfItIsKnown() {
            assertThat(tus.head(tus.created(100)).header("Upload-Length")).isEqualTo("100");
        }

        @Test
        void letsNobodyKeepAnOffset() {
            assertThat(tus.head(tus.created(100)).header("Cache-Control")).isEqualTo("no-store");
        }

        @Test
        void tellsNoOffsetOfWhatIsNotThere() {
            for (String id : new String[] {UUID.randomUUID().toString(), "1-1-1-1-1", "x", "%20", "1"}) {
                var answer = tus.head(TusClient.PATH + "/" + id);
                is(answer, 404);
                assertThat(answer.hasHeader("Upload-Offset")).isFalse();
            }
        }

        @Test
        void answersWithTheNewOffset() {
            var upload = tus.created(100);

            var first = tus.patch(upload, 0, from(0, 70));
            is(first, 204);
            assertThat(first.header("Upload-Offset")).isEqualTo("70");
            var second = tus.patch(upload, 70, from(70, 100));
            is(second, 204);
            assertThat(second.header("Upload-Offset")).isEqualTo("100");

            isRecording(second, bytes);
            isRecording(tus.head(upload), bytes);
        }

        @ParameterizedTest
        @ValueSource(strings = {"application/octet-stream", "text/plain", ""})
        void takesBytesOfItsTypeOnly(String type) {
            var upload = tus.created(100);

            is(tus.patch(upload, 0, bytes, "Content-Type", type), 415, "upload-type-wrong");

            assertThat(tus.offset(upload)).isZero();
        }

        /** A4: Upload-Offset +1, -1. */
        @ParameterizedTest
        @CsvSource({"49, 409", "51, 409", "0, 409", "100, 409", "9223372036854775807, 409"})
        void refusesAnotherOffsetAndChangesNothing(long offset, int status) {
            var upload = tus.created(100);
            tus.patch(upload, 0, from(0, 50));

            var answer = tus.patch(upload, offset, from(50, 100));

            is(answer, status, "upload-offset-wrong");
            assertThat(answer.body().path("facts").path("offset").asString()).isEqualTo("50");
            assertThat(tus.offset(upload)).isEqualTo(50);
            var end = tus.patch(upload, 50, from(50, 100));
            is(end, 204);
            isRecording(end, bytes);
        }

        @ParameterizedTest
        @ValueSource(strings = {"-1", "1.0", "0x10", " ", "ten", "9223372036854775808", "99999999999999999999", "+5"})
        void refusesWhatIsNoOffset(String offset) {
            var upload = tus.created(100);

            is(tus.patch(upload, 0, bytes, "Upload-Offset", offset), 400, "upload-header-invalid");

            assertThat(tus.offset(upload)).isZero();
        }

        @Test
        void refusesAPatchWithoutOffset() {
            is(tus.patch(tus.created(100), 0, bytes, "Upload-Offset", ""), 400, "upload-header-invalid");
        }

        @Test
        void answersNotFoundToBytesForNothing() {
            is(tus.patch(TusClient.PATH + "/" + UUID.randomUUID(), 0, bytes), 404, "upload-not-found");
        }

        @Test
        void takesNoMoreThanTheLength() {
            var upload = tus.created(50);

            is(tus.patch(upload, 0, bytes), 413, "upload-too-long");

            assertThat(tus.offset(upload)).isZero();
        }

        /** Without a Content-Length it is seen only at the end. */
        @Test
        void takesNoMoreThanTheLengthOfWhatIsChunked() {
            var upload = tus.created(50);

            var answer = tus.client()
                    .send(
                            "PATCH",
                            upload,
                            Map.of(
                                    "Tus-Resumable",
                                    "1.0.0",
                                    "Upload-Offset",
                                    "0",
                                    "Content-Type",
                                    "application/offset+octet-stream"),
                            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));

            is(answer, 413, "upload-too-long");
            assertThat(tus.offset(upload)).isZero();
        }

        @Test
        void takesWhatIsChunked() {
            var upload = tus.created(100);

            var answer = tus.client()
                    .send(
                            "PATCH",
                            upload,
                            Map.of(
                                    "Tus-Resumable",
                                    "1.0.0",
                                    "Upload-Offset",
                                    "0",
                                    "Content-Type",
                                    "application/offset+octet-stream"),
                            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));

            is(answer, 204);
            isRecording(answer, bytes);
        }

        @Test
        void saysTheEndAgainToWhoDidNotHearIt() {
            var upload = tus.created(100);
            tus.patch(upload, 0, bytes);

            var again = tus.patch(upload, 100, new byte[0]);
            is(again, 204);
            isRecording(again, bytes);
            is(tus.patch(upload, 100, from(0, 1)), 413);
            is(tus.patch(upload, 0, bytes), 409);
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void describesItselfWhateverVersionIsAskedWith(boolean withVersion) {
            var client = lectorium.nobody();
            var asked = new TusClient(withVersion ? client.withHeader("Tus-Resumable", "0.1.0") : client);

            for (String path : new String[] {TusClient.PATH, TusClient.PATH + "/" + UUID.randomUUID()}) {
                var answer = asked.options(path);
                is(answer, 204);
                assertThat(answer.header("Tus-Version")).isEqualTo("1.0.0");
                assertThat(answer.header("Tus-Extension").split(","))
                        .containsExactlyInAnyOrder(
                                "creation",
                                "creation-with-upload",
                                "creation-defer-length",
                                "checksum",
                                "expiration",
                                "termination",
                                "concatenation");
                assertThat(Long.parseLong(answer.header("Tus-Max-Size"))).isPositive();
                assertThat(answer.header("Tus-Checksum-Algorithm").split(","))
                        .contains("sha1")
                        .allMatch(word -> word.matches("[a-z0-9]+"));
            }
        }

        /** A4: only what changes something may stand for another change. */
        @Test
        void takesTheMethodFromItsHeaderInAPost() {
            var upload = tus.created(100);

            var patched = tus.send(
                    "POST",
                    upload,
                    bytes,
                    "X-HTTP-Method-Override",
                    "PATCH",
                    "Upload-Offset",
                    "0",
                    "Content-Type",
                    "application/offset+octet-stream");
            is(patched, 204);
            isRecording(patched, bytes);
            is(tus.send("POST", upload, new byte[0], "X-HTTP-Method-Override", "DELETE"), 204);
            is(tus.head(upload), 404);
        }

        @ParameterizedTest
        @CsvSource({"HEAD, DELETE", "HEAD, PATCH", "PATCH, DELETE", "DELETE, PATCH", "POST, GET", "POST, TRACE"})
        void refusesToTakeAnotherMethodOtherwise(String method, String other) {
            var upload = tus.created(100);

            is(
                    tus.send(
                            method,
                            upload,
                            new byte[0],
                            "X-HTTP-Method-Override",
                            other,
                            "Upload-Offset",
                            "0",
                            "Content-Type",
                            "application/offset+octet-stream"),
                    400);

            assertThat(tus.offset(upload)).isZero();
        }

        @Test
        void overridesNothingInALookAtTheList() {
            var upload = tus.created(100);

            tus.client().withHeader("X-HTTP-Method-Override", "DELETE").get(upload);
            tus.client().withHeader("X-HTTP-Method-Override", "DELETE").get(TusClient.PATH);

            assertThat(tus.offset(upload)).isZero();
        }
    }

    @Nested
    class Creation {

        @Test
        void answersWithTheAddress() {
            var answer = tus.create("Upload-Length", "100");

            is(answer, 201);
            assertThat(answer.header("Location")).startsWith(TusClient.PATH + "/");
            assertThat(tus.offset(answer.header("Location"))).isZero();
        }

        @Test
        void wantsToKnowTheLengthOrThatItComesLater() {
            is(tus.create(), 400, "upload-header-invalid");
            is(tus.create("Upload-Length", "5", "Upload-Defer-Length", "1"), 400, "upload-header-invalid");
        }

        /** A4. */
        @ParameterizedTest
        @ValueSource(strings = {"-1", "9223372036854775808", "five", "1e3", "5 5", "0x5"})
        void refusesWhatIsNoLength(String length) {
            is(tus.create("Upload-Length", length), 400, "upload-header-invalid");
        }

        @Test
        void refusesWhatIsTooLarge() {
            var max = Long.parseLong(tus.options(TusClient.PATH).header("Tus-Max-Size"));

            is(tus.create("Upload-Length", Long.toString(max + 1)), 413, "upload-too-large");
            is(tus.create("Upload-Length", Long.toString(Long.MAX_VALUE)), 413, "upload-too-large");
        }

        @Test
        void refusesAnEmptyFileAsDeliveriesDo() {
            is(tus.create("Upload-Length", "0"), 422, "empty-file");
        }

        @Test
        void tellsTheMetadataAsItWas() {
            var metadata = TusClient.metadata("filename", "a.mp4", "anything", "else") + ",is_confidential";

            var upload = tus.created(100, "Upload-Metadata", metadata);

            assertThat(tus.head(upload).header("Upload-Metadata")).isEqualTo(metadata);
            assertThat(tus.head(tus.created(1)).hasHeader("Upload-Metadata")).isFalse();
        }

        @Test
        void makesTheRecordingThatTheMetadataTellsOf() {
            var upload = tus.created(
                    100,
                    "Upload-Metadata",
                    TusClient.metadata(
                            "filename",
                            "Лекция 1.mp4",
                            "title",
                            "Лекция о записи",
                            "room",
                            "физика",
                            "startedAt",
                            "2026-09-01T05:00:00Z",
                            "sessionId",
                            "abc"));

            var recording = lectorium.recording(tus.patch(upload, 0, bytes).header("Lectorium-Recording"));

            assertThat(recording.path("fileName").asString()).isEqualTo("Лекция 1.mp4");
            assertThat(recording.path("title").asString()).isEqualTo("Лекция о записи");
            assertThat(recording.path("room").asString()).isEqualTo("физика");
            assertThat(recording.path("startedAt").asString()).isEqualTo("2026-09-01T05:00:00Z");
        }

        @Test
        void readsJibrisOwnMetadata() {
            var upload = tus.created(
                    100,
                    "Upload-Metadata",
                    TusClient.metadata(
                            "filename",
                            "standup_2026-11-20-10-15-00.mp4",
                            "metadata",
                            "{\"meeting_url\": \"https://meet.example.org/standup\", \"title\": \"From Jibri\"}",
                            "title",
                            "Said beside it"));

            var recording = lectorium.recording(tus.patch(upload, 0, bytes).header("Lectorium-Recording"));

            assertThat(recording.path("title").asString()).isEqualTo("Said beside it");
            assertThat(recording.path("room").asString()).isEqualTo("standup");
            assertThat(recording.path("startedAt").asString()).isEqualTo("2026-11-20T10:15:00Z");
        }

        @Test
        void refusesMetadataThatDeliveriesRefuse() {
            is(
                    tus.create("Upload-Length", "5", "Upload-Metadata", TusClient.metadata("metadata", "no json")),
                    400,
                    "metadata-not-json");
            is(
                    tus.create("Upload-Length", "5", "Upload-Metadata", TusClient.metadata("startedAt", "friday")),
                    400,
                    "metadata-field-invalid");
        }

        @Test
        void findsTheSameUploadByItsKey() {
            var key = TusClient.metadata("deliveryKey", "session/" + UUID.randomUUID() + ".mp4");
            var upload = tus.created(100, "Upload-Metadata", key);
            tus.patch(upload, 0, from(0, 40));

            assertThat(tus.created(100, "Upload-Metadata", key)).isEqualTo(upload);
            assertThat(tus.offset(upload)).isEqualTo(40);
            is(tus.create("Upload-Length", "99", "Upload-Metadata", key), 409, "idempotency-key-reused");
            tus.patch(upload, 40, from(40, 100));

            var again = tus.create("Upload-Length", "100", "Upload-Metadata", key);
            is(again, 201);
            assertThat(again.header("Location")).isEqualTo(upload);
            isRecording(again, bytes);
        }

        /** F11. */
        @Test
        void makesOneRecordingOfTheSameBytes() {
            var first = tus.patch(tus.created(100), 0, bytes);
            var second = tus.patch(tus.created(100), 0, bytes);

            is(second, 204);
            isRecording(second, bytes);
            assertThat(second.header("Lectorium-Recording")).isEqualTo(first.header("Lectorium-Recording"));
        }
    }

    @Nested
    class CreationWithUpload {

        @Test
        void tellsHowFarItCame() {
            var answer = tus.createWith(from(0, 30), "Upload-Length", "100");

            is(answer, 201);
            assertThat(answer.header("Upload-Offset")).isEqualTo("30");
            var upload = answer.header("Location");
            assertThat(tus.offset(upload)).isEqualTo(30);
            isRecording(tus.patch(upload, 30, from(30, 100)), bytes);
        }

        @Test
        void endsWithTheFirstRequestIfThatIsAll() {
            var answer = tus.createWith(bytes, "Upload-Length", "100");

            is(answer, 201);
            assertThat(answer.header("Upload-Offset")).isEqualTo("100");
            isRecording(answer, bytes);
        }

        @Test
        void wantsTheTypeOfBytes() {
            is(tus.createWith(bytes, "Upload-Length", "100", "Content-Type", "text/plain"), 415, "upload-type-wrong");
        }

        @Test
        void writesNothingOverWhatWasBegun() {
            var key = TusClient.metadata("deliveryKey", UUID.randomUUID().toString());
            var first = tus.createWith(from(0, 30), "Upload-Length", "100", "Upload-Metadata", key);

            var again = tus.createWith(from(0, 50), "Upload-Length", "100", "Upload-Metadata", key);

            is(again, 201);
            assertThat(again.header("Location")).isEqualTo(first.header("Location"));
            assertThat(again.header("Upload-Offset")).isEqualTo("30");
        }
    }

    @Nested
    class CreationDeferLength {

        private String deferred() {
            var answer = tus.create("Upload-Defer-Length", "1");
            is(answer, 201);
            return answer.header("Location");
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "2", "true", "01"})
        void knowsOnlyOneWayToDefer(String value) {
            is(tus.create("Upload-Defer-Length", value), 400, "upload-header-invalid");
        }

        @Test
        void saysThatTheLengthIsUnknownUntilItIsKnown() {
            var upload = deferred();

            var before = tus.head(upload);
            assertThat(before.header("Upload-Defer-Length")).isEqualTo("1");
            assertThat(before.hasHeader("Upload-Length")).isFalse();
            tus.patch(upload, 0, from(0, 50));
            assertThat(tus.head(upload).header("Upload-Defer-Length")).isEqualTo("1");
            tus.patch(upload, 50, from(50, 60), "Upload-Length", "100");

            var after = tus.head(upload);
            assertThat(after.hasHeader("Upload-Defer-Length")).isFalse();
            assertThat(after.header("Upload-Length")).isEqualTo("100");
            isRecording(tus.patch(upload, 60, from(60, 100)), bytes);
        }

        @Test
        void endsWithoutBytesWhenTheLengthIsTold() {
            var upload = deferred();
            tus.patch(upload, 0, bytes);

            var end = tus.patch(upload, 100, new byte[0], "Upload-Length", "100");

            is(end, 204);
            isRecording(end, bytes);
        }

        /** A4: a length that is changed later. */
        @Test
        void neverChangesALength() {
            var upload = deferred();
            tus.patch(upload, 0, from(0, 10), "Upload-Length", "100");

            is(tus.patch(upload, 10, from(10, 20), "Upload-Length", "90"), 409, "upload-length-changed");
            is(tus.patch(tus.created(100), 0, from(0, 10), "Upload-Length", "90"), 409, "upload-length-changed");

            assertThat(tus.head(upload).header("Upload-Length")).isEqualTo("100");
            assertThat(tus.offset(upload)).isEqualTo(10);
            is(tus.patch(upload, 10, from(10, 20), "Upload-Length", "100"), 204);
        }

        @Test
        void refusesALengthBelowWhatIsThere() {
            var upload = deferred();
            tus.patch(upload, 0, from(0, 50));

            is(tus.patch(upload, 50, from(50, 60), "Upload-Length", "49"), 400, "upload-header-invalid");
            is(tus.patch(upload, 50, from(50, 60), "Upload-Length", "55"), 413, "upload-too-long");
            is(
                    tus.patch(upload, 50, new byte[0], "Upload-Length", Long.toString(Long.MAX_VALUE)),
                    413,
                    "upload-too-large");
        }
    }

    @Nested
    class Expiration {

        @Test
        void saysUntilWhenWhatIsUnfinishedIsKept() {
            var created = tus.create("Upload-Length", "100");
            var upload = created.header("Location");
            var patched = tus.patch(upload, 0, from(0, 10));

            for (Answer answer : new Answer[] {created, patched, tus.head(upload)}) {
                var expires = ZonedDateTime.parse(answer.header("Upload-Expires"), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                assertThat(expires).isAfter(Instant.now());
                assertThat(answer.header("Upload-Expires"))
                        .matches("[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT");
            }
            assertThat(tus.patch(upload, 10, from(10, 100)).hasHeader("Upload-Expires"))
                    .isFalse();
        }

        @Test
        void isGoneAfterwards() {
            var upload = tus.created(100);
            expire(upload);

            var answer = tus.head(upload);
            is(answer, 410);
            assertThat(answer.hasHeader("Upload-Offset")).isFalse();
            is(tus.patch(upload, 0, bytes), 410, "upload-expired");
        }

        @Test
        void beginsAnewWithTheKeyOfWhatHasExpired() {
            var key = TusClient.metadata("deliveryKey", UUID.randomUUID().toString());
            var old = tus.created(100, "Upload-Metadata", key);
            tus.patch(old, 0, from(0, 10));
            expire(old);

            var anew = tus.created(100, "Upload-Metadata", key);

            assertThat(anew).isNotEqualTo(old);
            assertThat(tus.offset(anew)).isZero();
        }
    }

    private void expire(String upload) {
        jdbc.sql("update ingest.uploads set expires_at = now() - interval '1 s' where id = ?::uuid")
                .param(TusClient.id(upload))
                .update();
    }

    /** F10. */
    @Nested
    class Checksums {

        private static String sum(String algorithm, byte[] content) throws Exception {
            byte[] sum = switch (algorithm) {
                case "crc32c" -> {
                    var crc = new CRC32C();
                    crc.update(content);
                    yield HexFormat.of().parseHex("%08x".formatted(crc.getValue()));
                }
                case "sha1" -> MessageDigest.getInstance("SHA-1").digest(content);
                case "sha256" -> MessageDigest.getInstance("SHA-256").digest(content);
                default -> MessageDigest.getInstance(algorithm).digest(content);
            };
            return algorithm + " " + Base64.getEncoder().encodeToString(sum);
        }

        @ParameterizedTest
        @ValueSource(strings = {"sha1", "sha256", "md5", "crc32c"})
        void takesBytesWhoseSumIsRight(String algorithm) throws Exception {
            var upload = tus.created(100);

            is(tus.patch(upload, 0, from(0, 60), "Upload-Checksum", sum(algorithm, from(0, 60))), 204);
            var end = tus.patch(upload, 60, from(60, 100), "Upload-Checksum", sum(algorithm, from(60, 100)));

            is(end, 204);
            isRecording(end, bytes);
        }

        @ParameterizedTest
        @ValueSource(strings = {"sha1", "sha256", "md5", "crc32c"})
        void discardsBytesWhoseSumIsWrong(String algorithm) throws Exception {
            var upload = tus.created(100);
            tus.patch(upload, 0, from(0, 60));

            var answer = tus.patch(upload, 60, from(60, 100), "Upload-Checksum", sum(algorithm, from(0, 40)));

            is(answer, 460, "checksum-mismatch");
            assertThat(tus.offset(upload)).isEqualTo(60);
            isRecording(tus.patch(upload, 60, from(60, 100)), bytes);
        }

        @Test
        void refusesAnAlgorithmThatItDoesNotKnow() {
            var upload = tus.created(100);

            for (String checksum : new String[] {"sha3 AAAA", "SHA1 AAAA", "x", "", "whirlpool"}) {
                if (!checksum.isEmpty()) {
                    is(tus.patch(upload, 0, bytes, "Upload-Checksum", checksum), 400, "checksum-algorithm-unknown");
                }
            }
            assertThat(tus.offset(upload)).isZero();
        }

        @ParameterizedTest
        @ValueSource(strings = {"sha1", "sha1 ", "sha1 ***", "sha1 AAAA", "sha1  Kq5sNclPz7QV2+lfQIuc6R7oRu0="})
        void refusesWhatIsNoSum(String checksum) {
            var upload = tus.created(100);

            is(tus.patch(upload, 0, bytes, "Upload-Checksum", checksum), 400, "upload-header-invalid");

            assertThat(tus.offset(upload)).isZero();
        }

        /** The example of the protocol. */
        @Test
        void readsTheSumAsTheProtocolWritesIt() {
            var upload = tus.created(20);

            is(
                    tus.patch(
                            upload,
                            0,
                            "hello world".getBytes(UTF_8),
                            "Upload-Checksum",
                            "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0="),
                    204);
        }
    }

    @Nested
    class Termination {

        @Test
        void endsWhatIsUnfinished() {
            var upload = tus.created(100);
            tus.patch(upload, 0, from(0, 10));

            is(tus.delete(upload), 204);

            is(tus.head(upload), 404);
            is(tus.patch(upload, 10, from(10, 20)), 404, "upload-not-found");
            is(tus.delete(upload), 404);
        }

        @Test
        void leavesTheRecordingOfWhatIsFinished() {
            var upload = tus.created(100);
            var end = tus.patch(upload, 0, bytes);

            is(tus.delete(upload), 204);

            is(tus.head(upload), 404);
            isRecording(end, bytes);
        }
    }

    @Nested
    class Concatenation {

        private String piece(int from, int to) {
            var upload = tus.created(to - from, "Upload-Concat", PARTIAL);
            is(tus.patch(upload, 0, from(from, to)), 204);
            return upload;
        }

        @Test
        void joinsPiecesInTheirOrder() {
            var second = piece(60, 100);
            var first = piece(0, 60);
            var concat = "final;" + first + " " + second;

            var answer = tus.create("Upload-Concat", concat);

            is(answer, 201);
            isRecording(answer, bytes);
            var head = tus.head(answer.header("Location"));
            assertThat(head.header("Upload-Offset")).isEqualTo("100");
            assertThat(head.header("Upload-Length")).isEqualTo("100");
            assertThat(head.header("Upload-Concat")).isEqualTo(concat);
        }

        @Test
        void takesWholeAddressesAndTheSamePieceTwice() {
            var piece = piece(0, 60);

            var answer = tus.create(
                    "Upload-Concat",
                    "final;https://lectorium.example.org%s %s".formatted(piece, piece),
                    "Upload-Metadata",
                    TusClient.metadata("filename", "twice.webm"));

            is(answer, 201);
            var twice = new byte[120];
            System.arraycopy(bytes, 0, twice, 0, 60);
            System.arraycopy(bytes, 0, twice, 60, 60);
            isRecording(answer, twice);
            assertThat(lectorium
                            .recording(answer.header("Lectorium-Recording"))
                            .path("fileName")
                            .asString())
                    .isEqualTo("twice.webm");
        }

        @Test
        void tellsThatAPieceIsOneAndMakesNoRecordingOfIt() {
            var piece = piece(0, 100);

            var head = tus.head(piece);

            assertThat(head.header("Upload-Concat")).isEqualTo(PARTIAL);
            assertThat(head.header("Upload-Offset")).isEqualTo("100");
            assertThat(head.hasHeader("Lectorium-Recording")).isFalse();
        }

        @Test
        void takesNoBytesForWhatIsJoined() {
            var joined = tus.create("Upload-Concat", "final;" + piece(0, 50) + " " + piece(50, 100));

            is(tus.patch(joined.header("Location"), 100, new byte[0]), 403, "upload-is-final");
            is(tus.patch(joined.header("Location"), 0, bytes), 403, "upload-is-final");

            isRecording(tus.head(joined.header("Location")), bytes);
        }

        @Test
        void refusesALengthOfWhatIsJoined() {
            is(
                    tus.create("Upload-Concat", "final;" + piece(0, 50), "Upload-Length", "50"),
                    400,
                    "upload-header-invalid");
        }

        @Test
        void waitsForPieces() {
            var unfinished = tus.created(50, "Upload-Concat", PARTIAL);
            tus.patch(unfinished, 0, from(0, 10));

            is(tus.create("Upload-Concat", "final;" + unfinished), 409, "upload-part-unfinished");

            assertThat(tus.offset(unfinished)).isEqualTo(10);
        }

        @Test
        void joinsNothingButPieces() {
            is(tus.create("Upload-Concat", "final;" + tus.created(50)), 400, "upload-header-invalid");
            is(tus.create("Upload-Concat", "final;" + TusClient.PATH + "/" + UUID.randomUUID()), 404);
            is(tus.create("Upload-Concat", "final;"), 404);
            is(tus.create("Upload-Concat", "parts", "Upload-Length", "5"), 400, "upload-header-invalid");
        }

        @Test
        void findsWhatItJoinedByItsKey() {
            var key = TusClient.metadata("deliveryKey", UUID.randomUUID().toString());
            var concat = "final;" + piece(0, 50) + " " + piece(50, 100);
            var joined = tus.create("Upload-Concat", concat, "Upload-Metadata", key);

            var again = tus.create("Upload-Concat", concat, "Upload-Metadata", key);

            is(again, 201);
            assertThat(again.header("Location")).isEqualTo(joined.header("Location"));
            isRecording(again, bytes);
        }
    }

    @Nested
    class Metadata {

        /** A4. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "filename not-base64!",
                    "filename YQ== YQ==",
                    "filename YQ==,filename Yg==",
                    ",",
                    "filename YQ==,",
                    " ",
                    "filename  YQ==",
                    "filename YQ",
                    "deliveryKey 0L/RgNC40LLQtdGC",
                    "deliveryKey Cg==",
                    "title /w=="
                })
        void refusesOtherForms(String metadata) {
            var answer = tus.create("Upload-Length", "5", "Upload-Metadata", metadata);

            assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        }

        @Test
        void refusesADeliveryKeyThatIsTooLong() {
            var longest = TusClient.metadata("deliveryKey", "x".repeat(200 - 36) + UUID.randomUUID());
            is(tus.create("Upload-Length", "5", "Upload-Metadata", longest), 201);

            is(
                    tus.create(
                            "Upload-Length",
                            "5",
                            "Upload-Metadata",
                            TusClient.metadata("deliveryKey", "x".repeat(201))),
                    400,
                    "upload-metadata-invalid");
        }

        /** A4: a megabyte of it. */
        @Test
        void refusesHeadersWithoutMeasure() {
            var answer = tus.create(
                    "Upload-Length", "5", "Upload-Metadata", TusClient.metadata("title", "x".repeat(1 << 20)));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).doesNotContain("Tomcat").doesNotContain("Exception");
        }

        @Test
        void takesTheParticipantsOfALargeConference() {
            var people = "{\"user\": {\"id\": \"%s\"}}, "
                    .formatted(UUID.randomUUID())
                    .repeat(300);

            is(
                    tus.create(
                            "Upload-Length",
                            "5",
                            "Upload-Metadata",
                            TusClient.metadata("metadata", "{\"participants\": [" + people + "{}]}")),
                    201);
        }

        /** A3: names are kept to be read, cleaned, and never used. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "../../etc/passwd",
                    "-i",
                    "a\u0000b.mp4",
                    "a\r\nSet-Cookie: x=y.mp4",
                    "\"quotes'.mp4",
                    "\u202egpj.mp4",
                    "🎓.webm",
                    "CON",
                    ".hidden",
                    "a\\b\\c.mp4",
                    "<img src=x onerror=alert(1)>.mp4"
                })
        void keepsNamesAndNeverUsesThem(String name) {
            var content = RawUpload.someBytes(100);
            var upload = tus.created(100, "Upload-Metadata", TusClient.metadata("filename", name));

            var end = tus.patch(upload, 0, content);

            is(end, 204);
            assertThat(end.headers()).doesNotContainKey("set-cookie");
            var kept = lectorium
                    .recording(end.header("Lectorium-Recording"))
                    .path("fileName")
                    .asString();
            assertThat(kept).isNotBlank().doesNotContain("/", "\\", "\r", "\n", "\u0000", "\u202e");
        }

        @Test
        void cutsNamesWithoutEnd() {
            var upload = tus.created(100, "Upload-Metadata", TusClient.metadata("filename", "ы".repeat(4096)));

            var end = tus.patch(upload, 0, bytes);

            assertThat(lectorium
                            .recording(end.header("Lectorium-Recording"))
                            .path("fileName")
                            .asString())
                    .hasSize(200);
        }
    }

    /** A5, A6: what is somebody else's answers like what is not there. */
    @Nested
    class Others {

        private TusClient lecturer() {
            return new TusClient(lectorium.someone("lecturer").client());
        }

        @Test
        void seeNothing() {
            var mine = lecturer();
            var upload = mine.created(100, "Upload-Metadata", TusClient.metadata("filename", "mine.mp4"));
            is(mine.patch(upload, 0, from(0, 10)), 204);
            var nowhere = TusClient.PATH + "/" + UUID.randomUUID();

            for (TusClient other : new TusClient[] {lecturer(), tus, new TusClient(lectorium.admin())}) {
                for (String method : new String[] {"HEAD", "PATCH", "DELETE"}) {
                    var headers =
                            new String[] {"Upload-Offset", "10", "Content-Type", "application/offset+octet-stream"};
                    var foreign = other.send(method, upload, from(10, 20), headers);
                    var none = other.send(method, nowhere, from(10, 20), headers);
                    assertThat(foreign.status()).as(method).isEqualTo(404).isEqualTo(none.status());
                    assertThat(foreign.text()).isEqualTo(none.text());
                    assertThat(names(foreign)).as(method).isEqualTo(names(none));
                }
                assertThat(other.client().get(TusClient.PATH).text()).doesNotContain("mine.mp4");
            }
            assertThat(mine.offset(upload)).isEqualTo(10);
        }

        /** A proof of intent comes with whichever answer is the first; what ends a connection is the size of a body. */
        private static Set<String> names(Answer answer) {
            var names = new HashSet<>(answer.headers().keySet());
            names.removeAll(Set.of("set-cookie", "connection"));
            return names;
        }

        @Test
        void joinNoPiecesOfOthers() {
            var mine = lecturer();
            var piece = mine.created(50, "Upload-Concat", PARTIAL);
            mine.patch(piece, 0, from(0, 50));

            var foreign = lecturer().create("Upload-Concat", "final;" + piece);
            var none = lecturer().create("Upload-Concat", "final;" + TusClient.PATH + "/" + UUID.randomUUID());

            is(foreign, 404, "upload-not-found");
            assertThat(foreign.text()).isEqualTo(none.text());
            is(mine.head(piece), 200);
        }

        @Test
        void mayUseTheSameKey() {
            var key = TusClient.metadata("deliveryKey", UUID.randomUUID().toString());

            assertThat(lecturer().created(100, "Upload-Metadata", key))
                    .isNotEqualTo(lecturer().created(50, "Upload-Metadata", key));
        }

        @Test
        void needARoleAndACookieAloneDoesNothing() {
            is(new TusClient(lectorium.someone("user").client()).create("Upload-Length", "5"), 403, "forbidden");
            is(
                    new TusClient(lectorium.someone("lecturer").client().withoutCsrf()).create("Upload-Length", "5"),
                    403,
                    "forbidden");
            is(new TusClient(lectorium.nobody().withBearer("wrong")).create("Upload-Length", "5"), 401);
            assertThat(lectorium.nobody().get(TusClient.PATH).status()).isEqualTo(401);
        }

        @Test
        void ownWhatTheyBring() {
            var someone = lectorium.someone("lecturer");
            var mine = new TusClient(someone.client());
            var end = mine.patch(mine.created(100), 0, bytes);

            var recording = someone.client().get("/api/v1/recordings/" + end.header("Lectorium-Recording"));

            assertThat(recording.status()).as(recording.toString()).isEqualTo(200);
        }
    }

    @Nested
    class Lists {

        @Test
        void showUnfinishedUploads() {
            var client = lectorium.someone("lecturer").client();
            var mine = new TusClient(client);
            var begun = mine.created(100, "Upload-Metadata", TusClient.metadata("filename", "Лекция.webm"));
            mine.patch(begun, 0, from(0, 30));
            mine.patch(mine.created(100), 0, bytes);
            mine.created(7, "Upload-Concat", PARTIAL);
            expire(mine.created(8));
            var deferred = mine.create("Upload-Defer-Length", "1").header("Location");

            var page = client.get(TusClient.PATH).body();

            assertThat(page.path("total").asInt()).isEqualTo(2);
            assertThat(page.path("items").get(0).path("url").asString()).isEqualTo(deferred);
            assertThat(page.path("items").get(0).path("sizeBytes").isNull()).isTrue();
            var item = page.path("items").get(1);
            assertThat(item.path("url").asString()).isEqualTo(begun);
            assertThat(item.path("fileName").asString()).isEqualTo("Лекция.webm");
            assertThat(item.path("sizeBytes").asInt()).isEqualTo(100);
            assertThat(item.path("receivedBytes").asInt()).isEqualTo(30);
            assertThat(Instant.parse(item.path("expiresAt").asString())).isAfter(Instant.now());
        }

        @Test
        void tellWhatMayComeIn() {
            var client = lectorium.someone("lecturer").client();
            var mine = new TusClient(client);
            var file = RawUpload.someBytes(1000);
            mine.patch(mine.created(1000), 0, file);
            mine.created(500);

            var answer = client.get(TusClient.PATH + "/limits");
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            var limits = answer.body();

            assertThat(limits.path("maxFileBytes").asLong())
                    .isEqualTo(Long.parseLong(tus.options(TusClient.PATH).header("Tus-Max-Size")));
            assertThat(limits.path("quotaBytes").isNull()).isTrue();
            assertThat(limits.path("usedBytes").asLong()).isEqualTo(1500);
            assertThat(limits.path("maxUnfinished").asInt()).isPositive();
            assertThat(tus.client().get(TusClient.PATH + "/limits").status()).isEqualTo(200);
        }
    }
}
