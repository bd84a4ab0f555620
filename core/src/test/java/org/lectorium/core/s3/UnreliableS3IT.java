package org.lectorium.core.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lectorium.core.ByteRange;
import org.lectorium.core.MediaKey;
import org.lectorium.core.ProblemException;
import org.lectorium.core.ProblemScope;
import org.lectorium.core.RecordingId;
import org.lectorium.core.s3.UnreliableS3.Fault;
import org.lectorium.standalone.EmbeddedObjectStore;

/** F12: what fails for a moment is tried again, what stays away is said, and nothing is there by halves. */
class UnreliableS3IT {

    private static final byte[] CONTENT = "Лекция".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    private static final String TEXT = "text/plain";

    /** More than goes in one request. */
    private static final long IN_PARTS = 65L << 20;

    @TempDir
    static Path data;

    @TempDir
    Path temp;

    private static EmbeddedObjectStore server;
    private static UnreliableS3 unreliable;
    private static S3MediaStore store;
    /** The same without the faults. */
    private static S3MediaStore behind;

    private final MediaKey key = new MediaKey("recordings/" + RecordingId.random() + "/1/media.mp4");

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedObjectStore.start(data);
        unreliable = new UnreliableS3(server.endpoint());
        store = connect(unreliable.endpoint());
        behind = connect(server.endpoint());
        behind.put(new MediaKey("bucket/is/there"), new byte[1], TEXT);
    }

    @AfterAll
    static void stop() {
        store.close();
        behind.close();
        unreliable.close();
        server.close();
    }

    private static S3MediaStore connect(URI endpoint) {
        return new S3MediaStore(new S3Settings(
                endpoint, null, "us-east-1", "lectorium", server.accessKey(), server.secretKey(), true, false));
    }

    @BeforeEach
    void heal() {
        unreliable.heal();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("500", UnreliableS3.error(500, "InternalError")),
                Arguments.of("503 SlowDown", UnreliableS3.error(503, "SlowDown")),
                Arguments.of("reset", UnreliableS3.reset()),
                Arguments.of("reset after success", UnreliableS3.resetAfterSuccess()));
    }

    private static byte[] read(S3MediaStore from, MediaKey key) throws IOException {
        try (var content = from.open(key, ByteRange.ALL).orElseThrow()) {
            return content.stream().readAllBytes();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void triesAgainWhatFailsForAMoment(String name, Fault fault) throws Exception {
        unreliable.next(fault);
        unreliable.next(fault);

        store.put(key, CONTENT, TEXT);

        assertThat(read(behind, key)).isEqualTo(CONTENT);
        unreliable.next(fault);
        assertThat(read(store, key)).isEqualTo(CONTENT);
    }

    /** A clock that is wrong is set right by what the store says, once. */
    @Test
    void signsAgainWhenTheStoreHasAnotherTime() throws Exception {
        unreliable.next(UnreliableS3.error(403, "RequestTimeTooSkewed"));

        store.put(key, CONTENT, TEXT);

        assertThat(read(behind, key)).isEqualTo(CONTENT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void saysThatTheStoreIsAwayAndGoesOnWhenItIsBack(String name, Fault fault) throws Exception {
        int before = unreliable.requests();
        unreliable.always(fault);

        isAway(() -> store.put(key, CONTENT, TEXT));

        assertThat(unreliable.requests() - before).as("tries").isBetween(2, 10);
        assertThat(behind.open(key, ByteRange.ALL)).satisfies(there -> {
            if (there.isPresent()) {
                assertThat(there.get().stream().readAllBytes()).isEqualTo(CONTENT);
            }
        });
        isAway(() -> store.size(key));
        isAway(() -> store.open(key, ByteRange.ALL));
        isAway(() -> store.list("recordings/"));
        unreliable.heal();
        store.put(key, CONTENT, TEXT);
        assertThat(read(store, key)).isEqualTo(CONTENT);
    }

    private static void isAway(ThrowingCallable call) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(call).satisfies(away -> {
            assertThat(away.key()).isEqualTo(S3Problem.MEDIA_STORE_UNAVAILABLE);
            assertThat(away.key().scope()).isEqualTo(ProblemScope.ENVIRONMENT);
        });
    }

    /** Nobody takes what is on its way for something that is there. */
    @Test
    void waitsForAStoreThatIsSlow() throws Exception {
        var answered = new CountDownLatch(1);
        var asked = new CountDownLatch(1);
        unreliable.next(request -> {
            asked.countDown();
            try {
                answered.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            request.pass();
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var put = threads.submit(() -> store.put(key, CONTENT, TEXT));
            asked.await();
            assertThat(behind.size(key)).isEmpty();
            store.put(new MediaKey("others/go/on"), CONTENT, TEXT);
            assertThat(put.isDone()).isFalse();
            answered.countDown();
            put.get();
        }
        assertThat(read(behind, key)).isEqualTo(CONTENT);
    }

    private Path large() throws IOException {
        var file = temp.resolve("large");
        try (var out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(IN_PARTS);
            for (long at = 0; at < IN_PARTS; at += 1 << 20) {
                out.seek(at);
                out.writeLong(at);
            }
        }
        return file;
    }

    @Test
    void triesAgainWhatFailsInAnAnswerThatBeganWell() throws Exception {
        var file = large();
        unreliable.always(UnreliableS3.errorIn200());

        assertThatThrownBy(() -> store.put(key, file, TEXT)).isInstanceOf(ProblemException.class);

        assertThat(behind.size(key)).as("no part of it").isEmpty();
        unreliable.heal();
        unreliable.next(UnreliableS3.error(500, "InternalError"));
        store.put(key, file, TEXT);
        assertThat(read(behind, key)).isEqualTo(Files.readAllBytes(file));
    }
}
