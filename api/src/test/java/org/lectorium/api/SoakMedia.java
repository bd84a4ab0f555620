package org.lectorium.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.lectorium.api.SoakPlan.Kind;
import org.lectorium.api.SoakPlan.Order;
import org.lectorium.core.Sha256;
import org.lectorium.testkit.GeneratedMedia;

/** Makes recordings of which no two have the same bytes, from four that FFmpeg makes. */
final class SoakMedia {

    /** Of Matroska: an element that says nothing, with a size of eight bytes. */
    private static final int VOID = 0xec;

    private static final byte EIGHT_BYTES_OF_SIZE = 0x01;

    private final Path directory;
    private final byte[] lecture;
    private final byte[] browser;
    private final byte[] fragmented;

    SoakMedia(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        var media = new GeneratedMedia(directory);
        this.lecture = Files.readAllBytes(media.jibri(640, 360, 3));
        this.browser = Files.readAllBytes(media.browserWebm(2));
        this.fragmented = Files.readAllBytes(media.fragmented(12));
    }

    /** @param sha256 of the bytes that are to arrive */
    record Made(Order order, Path file, Sha256 sha256) {

        /** As Jibri calls it; the room stands in front. */
        String name() {
            return "soak-%d_2026-11-20-10-00-00.%s".formatted(order.number(), extension());
        }

        private String extension() {
            return order.kind() == Kind.BROWSER ? "webm" : "mp4";
        }
    }

    Made make(Order order) {
        try {
            var file = Files.write(directory.resolve("soak-" + order.number()), bytes(order));
            return new Made(order, file, Sha256.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] bytes(Order order) {
        var padding = new byte[order.padding() + Long.BYTES];
        new Random(order.seed()).nextBytes(padding);
        return switch (order.kind()) {
            case LECTURE -> joined(lecture, mp4Free(padding.length), padding);
            case BROWSER -> joined(browser, webmVoid(padding.length), padding);
            // Somewhere in its last third; unlikely that two have the same place, and impossible to be seen as two
            // then.
            case CUT_OFF ->
                Arrays.copyOf(
                        fragmented,
                        fragmented.length - 1 - Math.floorMod(order.seed(), Math.max(1, fragmented.length / 3)));
            case NOISE -> padding;
        };
    }

    private static byte[] mp4Free(int padding) {
        return ByteBuffer.allocate(8)
                .putInt(8 + padding)
                .put("free".getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static byte[] webmVoid(int padding) {
        var head = ByteBuffer.allocate(9).put((byte) VOID).putLong(padding).array();
        head[1] = EIGHT_BYTES_OF_SIZE;
        return head;
    }

    private static byte[] joined(byte[]... pieces) {
        var all = ByteBuffer.allocate(
                Arrays.stream(pieces).mapToInt(piece -> piece.length).sum());
        for (byte[] piece : pieces) {
            all.put(piece);
        }
        return all.array();
    }
}
