package org.lectorium.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link MediaStore} promises; every implementation passes it. */
public abstract class MediaStoreContract {

    private static final String TEXT = "text/plain";

    private final MediaKey key = new MediaKey("recordings/" + RecordingId.random() + "/1/media.mp4");

    @TempDir
    Path temp;

    protected abstract MediaStore store();

    @Test
    void givesBackWhatWasPut() throws Exception {
        store().put(key, "Лекция".getBytes(StandardCharsets.UTF_8), TEXT);

        assertThat(read(ByteRange.ALL)).isEqualTo("Лекция");
        assertThat(store().size(key)).contains(12L);
    }

    @Test
    void keepsAnEmptyObject() throws Exception {
        store().put(key, new byte[0], TEXT);

        assertThat(read(ByteRange.ALL)).isEmpty();
        assertThat(store().size(key)).contains(0L);
    }

    @Test
    void replacesWhatWasThere() throws Exception {
        store().put(key, bytes("first"), TEXT);
        store().put(key, bytes("second"), TEXT);

        assertThat(read(ByteRange.ALL)).isEqualTo("second");
    }

    @Test
    void readsRanges() throws Exception {
        store().put(key, bytes("0123456789"), TEXT);

        assertThat(read(new ByteRange(0, 0))).isEqualTo("0");
        assertThat(read(new ByteRange(3, 5))).isEqualTo("345");
        assertThat(read(new ByteRange(8, Long.MAX_VALUE))).isEqualTo("89");
        assertThat(read(new ByteRange(8, 1000))).isEqualTo("89");
        try (var content = store().open(key, new ByteRange(3, 5)).orElseThrow()) {
            assertThat(content.sizeBytes()).isEqualTo(10);
        }
    }

    @Test
    void refusesARangeBehindTheEnd() {
        store().put(key, bytes("0123456789"), TEXT);

        assertThatThrownBy(() -> store().open(key, new ByteRange(10, 20))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasNothingUnderAKeyThatWasNeverPut() {
        assertThat(store().open(key, ByteRange.ALL)).isEmpty();
        assertThat(store().size(key)).isEmpty();
    }

    @Test
    void deletesOnceAndAgain() {
        store().put(key, bytes("gone"), TEXT);

        store().delete(key);
        store().delete(key);

        assertThat(store().open(key, ByteRange.ALL)).isEmpty();
    }

    @Test
    void listsByPrefixInOrder() {
        var folder = MediaKey.folder(RecordingId.random());
        var a = new MediaKey(folder + "1/a.mp4");
        var b = new MediaKey(folder + "1/b.mp4");
        var other = new MediaKey(folder + "10/a.mp4");
        for (MediaKey each : new MediaKey[] {b, other, a}) {
            store().put(each, bytes("x"), TEXT);
        }

        assertThat(store().list(folder + "1/")).containsExactly(a, b);
        assertThat(store().list(folder)).containsExactlyInAnyOrder(a, b, other);
        assertThat(store().list(MediaKey.folder(RecordingId.random()))).isEmpty();
    }

    /** As large as a recording, so that stores which send parts send several. */
    @Test
    void keepsALargeFileWhole() throws Exception {
        var file = temp.resolve("large");
        writeRandom(file, 100 << 20);

        store().put(key, file, "video/mp4");

        assertThat(store().size(key)).contains(100L << 20);
        var copy = temp.resolve("copy");
        try (var content = store().open(key, ByteRange.ALL).orElseThrow()) {
            Files.copy(content.stream(), copy);
        }
        assertThat(Sha256.of(copy)).isEqualTo(Sha256.of(file));
    }

    private static void writeRandom(Path file, long size) throws IOException {
        var random = new Random(1);
        var block = new byte[1 << 20];
        try (var out = Files.newOutputStream(file)) {
            for (long written = 0; written < size; written += block.length) {
                random.nextBytes(block);
                out.write(block);
            }
        }
    }

    private String read(ByteRange range) throws IOException {
        try (var content = store().open(key, range).orElseThrow()) {
            return new String(content.stream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
