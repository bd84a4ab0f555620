package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lectorium.testkit.LectoriumClient;
import org.lectorium.testkit.LectoriumClient.Answer;
import org.lectorium.testkit.TusClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The same bytes, or the same key, again: from the same sender it is the same recording, from another sender it is as if
 * nobody else had ever sent anything.
 */
@LectoriumTest
class SameBytesIT {

    @TempDir
    Path temp;

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private RunningLectorium lectorium;
    private byte[] bytes;
    private LectoriumClient recorder;
    private LectoriumClient one;
    private LectoriumClient other;

    @BeforeEach
    void connect() {
        lectorium = RunningLectorium.onPort(port);
        bytes = ("no video, but bytes: " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
        recorder = lectorium.recorder();
        one = lectorium.someone("lecturer").client();
        other = lectorium.someone("lecturer").client();
    }

    /** Both ways in. */
    enum Way {
        POST {
            @Override
            Sent send(LectoriumClient sender, Path file, @Nullable String key) {
                var answer = sender.deliver("", file, "a.mp4", null, key);
                return new Sent(answer, answer.status(), answer.text("id"));
            }
        },
        TUS {
            @Override
            Sent send(LectoriumClient sender, Path file, @Nullable String key) {
                var said = key == null
                        ? TusClient.metadata("filename", "a.mp4")
                        : TusClient.metadata("filename", "a.mp4", "deliveryKey", key);
                var answer = new TusClient(sender)
                        .createWith(
                                read(file), "Upload-Length", Long.toString(read(file).length), "Upload-Metadata", said);
                var recording = answer.hasHeader("Lectorium-Recording") ? answer.header("Lectorium-Recording") : "";
                var isNew = answer.hasHeader("Location")
                        && answer.header("Location").endsWith("/" + recording);
                return new Sent(answer, isNew ? 201 : 200, recording);
            }
        };

        abstract Sent send(LectoriumClient sender, Path file, @Nullable String key);
    }

    /** @param status of tus as if it had been a POST: 201 for an upload that became a recording of its own */
    record Sent(Answer answer, int status, String recording) {

        void is(int expected, String id) {
            assertThat(status).as(answer.toString()).isEqualTo(expected);
            assertThat(recording).as(answer.toString()).isEqualTo(id);
        }

        String created() {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
            assertThat(status).as(answer.toString()).isEqualTo(201);
            return recording;
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(byte[] content) {
        try {
            return Files.write(temp.resolve(UUID.randomUUID().toString()), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String path(String recording) {
        return "/api/v1/recordings/" + recording;
    }

    private static int statusFor(LectoriumClient client, String recording) {
        return client.get(path(recording)).status();
    }

    private boolean isTrashed(String recording) {
        return lectorium.recording(recording).path("status").asString().equals("trashed");
    }

    @ParameterizedTest
    @EnumSource
    void areAnotherRecordingOfAnotherSender(Way way) {
        var ofRecorder = way.send(recorder, file(bytes), null).created();
        var ofOne = way.send(one, file(bytes), null).created();
        var ofOther = way.send(other, file(bytes), null).created();

        assertThat(List.of(ofRecorder, ofOne, ofOther)).doesNotHaveDuplicates();
        assertThat(statusFor(one, ofOne)).isEqualTo(200);
        assertThat(statusFor(other, ofOther)).isEqualTo(200);
        for (String stranger : List.of(ofRecorder, ofOne)) {
            assertThat(statusFor(other, stranger)).isEqualTo(404);
        }
        for (String recording : List.of(ofRecorder, ofOne, ofOther)) {
            assertThat(original(recording)).isEqualTo(bytes);
        }
    }

    private byte[] original(String recording) {
        var link = path(recording) + "/download?rendition=original";
        await().until(() -> lectorium.admin().get(link).status() == 302);
        return lectorium.admin().bytes(link);
    }

    @ParameterizedTest
    @EnumSource
    void areTheSameRecordingOfTheSameSender(Way way) {
        var ofOne = way.send(one, file(bytes), null).created();
        way.send(other, file(bytes), null).created();

        for (Way again : Way.values()) {
            again.send(one, file(bytes), null).is(200, ofOne);
        }
        var recording = way.send(recorder, file(bytes), null).created();
        // All recorders are one.
        way.send(lectorium.recorder(), file(bytes), null).is(200, recording);
    }

    @ParameterizedTest
    @EnumSource
    void knowAKeyOfTheirSenderAlone(Way way) {
        var key = UUID.randomUUID().toString();
        way.send(one, file("other bytes".concat(key).getBytes(StandardCharsets.UTF_8)), key)
                .created();

        var recording = way.send(recorder, file(bytes), key).created();

        // A key of tus names an upload, which is there as it was.
        assertThat(way.send(recorder, file(bytes), key).recording()).isEqualTo(recording);
        assertThat(way.send(other, file(bytes), key).created()).isNotEqualTo(recording);
    }

    @ParameterizedTest
    @EnumSource
    void comeOutOfTheTrashForTheirSenderAlone(Way way) {
        var ofOne = way.send(one, file(bytes), null).created();
        assertThat(one.delete(path(ofOne)).status()).isEqualTo(204);

        way.send(other, file(bytes), null).created();
        assertThat(isTrashed(ofOne)).isTrue();

        way.send(one, file(bytes), null).is(200, ofOne);
        assertThat(isTrashed(ofOne)).isFalse();
        var audit = lectorium.admin().get("/api/v1/audit?subject=" + ofOne).text();
        assertThat(audit).contains("recording-restored", "it was delivered again");
    }

    @Test
    void comeOutOfTheTrashForWhoBeginsThemAgainByTheirKey() {
        var key = UUID.randomUUID().toString();
        var ofRecorder = Way.TUS.send(recorder, file(bytes), key).created();
        lectorium.admin().delete(path(ofRecorder));

        var again = new TusClient(recorder)
                .create(
                        "Upload-Length",
                        Integer.toString(bytes.length),
                        "Upload-Metadata",
                        TusClient.metadata("deliveryKey", key));

        assertThat(again.header("Lectorium-Recording")).isEqualTo(ofRecorder);
        assertThat(isTrashed(ofRecorder)).isFalse();
    }

    /** Refused with 409, and so nothing of it happened. */
    @Test
    void stayInTheTrashWhenOtherBytesComeUnderTheirKey() {
        var key = UUID.randomUUID().toString();
        var ofOne = Way.POST.send(one, file(bytes), key).created();
        one.delete(path(ofOne));

        var refused = Way.POST.send(one, file(new byte[] {1, 2, 3}), key).answer();

        assertThat(refused.problem()).isEqualTo("idempotency-key-reused");
        assertThat(isTrashed(ofOne)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void makeANewRecordingWhenTheirsWasDeletedForGood(Way way) {
        var key = UUID.randomUUID().toString();
        var dead = way.send(recorder, file(bytes), key).created();
        jdbc.sql("delete from catalog.recordings where id = ?::uuid")
                .param(dead)
                .update();

        var second = way.send(recorder, file(bytes), key).created();
        jdbc.sql("delete from catalog.recordings where id = ?::uuid")
                .param(second)
                .update();
        var third = way.send(recorder, file(bytes), null).created();

        assertThat(List.of(dead, second, third)).doesNotHaveDuplicates();
        assertThat(original(third)).isEqualTo(bytes);
        way.send(recorder, file(bytes), null).is(200, third);
    }

    @Test
    void areNotSaidToBeHereWhenTheirRecordingWasDeletedForGood() {
        var dead = Way.TUS.send(one, file(bytes), null).created();
        var upload = TusClient.PATH + "/" + dead;
        var tus = new TusClient(one);
        assertThat(tus.head(upload).status()).isEqualTo(200);
        jdbc.sql("delete from catalog.recordings where id = ?::uuid")
                .param(dead)
                .update();

        assertThat(tus.head(upload).status()).isEqualTo(404);
        assertThat(tus.patch(upload, bytes.length, new byte[0]).status()).isEqualTo(404);
    }

    /** Several at the same moment: one recording of each sender, told as new once. */
    @ParameterizedTest
    @EnumSource
    void makeOneRecordingOfEachSenderAtTheSameMoment(Way way) throws Exception {
        var file = file(bytes);
        var senders = Map.of("recorder", recorder, "one", one, "other", other);
        var sent = new HashMap<String, List<Sent>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Map.Entry<String, Sent>>>();
            for (int i = 0; i < 4; i++) {
                senders.forEach((name, sender) -> tasks.add(() -> Map.entry(name, way.send(sender, file, null))));
            }
            for (var each : threads.invokeAll(tasks)) {
                sent.computeIfAbsent(each.get().getKey(), name -> new ArrayList<>())
                        .add(each.get().getValue());
            }
        }

        sent.values().forEach(all -> {
            assertThat(all)
                    .extracting(Sent::recording)
                    .containsOnly(all.getFirst().recording());
            assertThat(all).filteredOn(each -> each.status() == 201).hasSize(1);
        });
        assertThat(sent.values()).extracting(all -> all.getFirst().recording()).doesNotHaveDuplicates();
    }
}
