package org.lectorium.transcode.salvage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectorium.transcode.MediaInfo.Container;
import org.lectorium.transcode.salvage.Condition.CutOff;
import org.lectorium.transcode.salvage.Condition.Whole;
import org.lectorium.transcode.salvage.Condition.WithoutIndex;

/** F24 and A2: files that end too early, and files that lie about how long they are. */
class ExaminationTest {

    @TempDir
    Path temp;

    /**
     * Boxes are written as {@code type:content bytes}; {@code type*} says 0 for its size, {@code type!} 2^63,
     * {@code type~} less than its own header, {@code type^} a gigabyte more than there is.
     */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            # boxes,                                      cut by, condition
            ftyp:8 free:0 mdat:100 moov:50,               0,      whole
            ftyp:8 moov:50 mdat:100,                      40,     whole
            ftyp:8 free:0 mdat*:100,                      0,      index missing 32-132
            ftyp:8 free:0 mdat*:100,                      60,     index missing 32-72
            ftyp:8 free:0 mdat:100,                       0,      index missing 32-132
            ftyp:8 free:0 mdat:100 moov:50,               1,      index missing 32-132
            ftyp:8 free:0 mdat:100 moov:50,               51,     index missing 32-132
            ftyp:8 free:0 mdat:100 moov:50,               58,     index missing 32-132
            ftyp:8 free:0 mdat:100 moov:50,               70,     index missing 32-120
            ftyp:8 free:0 mdat!:100,                      0,      index missing 40-140
            ftyp:8 free:0 mdat:0,                         0,      whole
            ftyp:8 free:0,                                0,      whole
            ftyp:8 moov+ moof:40 mdat:100 moof:40 mdat:9, 0,      whole
            ftyp:8 moov+ moof:40 mdat:100 moof:40 mdat:9, 1,      cut off 204 64
            ftyp:8 moov+ moof:40 mdat:100 moof:40 mdat:9, 9,      cut off 204 56
            ftyp:8 moov+ moof:40 mdat:100 moof:40 mdat:9, 16,     cut off 204 49
            ftyp:8 moov+ moof:40 mdat:100 moof:40 mdat:9, 17,     cut off 204 48
            ftyp:8 moov+ moof:40 mdat:100 moof:40 mdat:9, 18,     cut off 204 47
            ftyp:8 moov+ moof:40 mdat:100 moof:40 mdat:9, 60,     cut off 204 5
            ftyp:8 moov+ moof:40 mdat:100 moof:40 mdat:9, 64,     cut off 204 1
            ftyp:8 moov+ moof:40 mdat:100 moof:40 mdat:9, 65,     whole
            ftyp:8 moov+ moof:40 mdat:100 mfra:9,         3,      cut off 204 14
            ftyp:8 moov+ moof:40 mdat:100 moof!:40,       0,      cut off 204 56
            ftyp:8 moov+ moof:40 mdat:100 moof^:40,       0,      cut off 204 48
            ftyp:8 moov+ moof:40 mdat:100 moof~:40,       0,      cut off 204 48
            ftyp:8 moov+ moof:40 mdat:100 moof:40 mdat*:9, 5,     whole
            ftyp:8 moov+ moof:40 mdat:100,                20,     whole
            """)
    void ofBoxes(String boxes, int cutBy, String condition) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (String box : boxes.split(" ")) {
            bytes.writeBytes(box(box));
        }

        assertThat(examine(cut(bytes, cutBy), Container.MP4)).isEqualTo(condition);
    }

    private static byte[] box(String written) {
        if (written.equals("moov+")) {
            return ByteBuffer.allocate(32)
                    .putInt(32)
                    .put("moov".getBytes(ISO_8859_1))
                    .putInt(8)
                    .put("mvhd".getBytes(ISO_8859_1))
                    .putInt(16)
                    .put("mvex".getBytes(ISO_8859_1))
                    .array();
        }
        var type = written.substring(0, 4).getBytes(ISO_8859_1);
        int content = Integer.parseInt(written.substring(written.indexOf(':') + 1));
        return switch (written.charAt(4)) {
            case '*' -> header(0, type, content);
            case '~' -> header(7, type, content);
            case '^' -> header(content + (1 << 30), type, content);
            case '!' ->
                ByteBuffer.allocate(16 + content)
                        .putInt(1)
                        .put(type)
                        .putLong(Long.MIN_VALUE)
                        .array();
            default -> header(8 + content, type, content);
        };
    }

    private static byte[] header(int size, byte[] type, int content) {
        return ByteBuffer.allocate(8 + content).putInt(size).put(type).array();
    }

    /** Elements are their bytes in hexadecimal; {@code ..n} stands for n bytes of any content. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # EBML header, segment and cluster of unknown size,               cut by, condition
            1a45dfa381 00 18538067ff 1f43b675ff e781 00 a385 ..5 a384 ..4,    0,      whole
            1a45dfa381 00 18538067ff 1f43b675ff e781 00 a385 ..5 a384 ..4,    1,      cut off 26 5
            1a45dfa381 00 18538067ff 1f43b675ff e781 00 a385 ..5 a384 ..4,    5,      cut off 26 1
            1a45dfa381 00 18538067ff 1f43b675ff e781 00 a385 ..5 a384 ..4,    6,      whole
            # a cluster that knows its size
            1a45dfa381 00 18538067ff 1f43b6758f e781 00 a385 ..5 a383 ..3,    0,      whole
            1a45dfa381 00 18538067ff 1f43b6758f e781 00 a385 ..5 a383 ..3,    5,      cut off 26 5
            # a segment that does
            1a45dfa381 00 18538067a0 1f43b675ff e781 00 a385 ..5,             0,      cut off 26 17
            # zeros behind it, as a file system leaves them
            1a45dfa381 00 18538067ff 1f43b675ff e781 00 a385 ..5 0000 0000,   0,      cut off 26 4
            # the next cluster has only begun
            1a45dfa381 00 18538067ff 1f43b675ff a385 ..5 1f43b6,              0,      cut off 23 3
            # a block of 2^56 - 2 bytes
            1a45dfa381 00 18538067ff 1f43b675ff a385 ..5 a301fffffffffffffe,  0,      cut off 23 9
            1a45dfa381 00 18538067ff,                                         2,      whole
            """)
    void ofElements(String elements, int cutBy, String condition) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (String part : elements.split(" ")) {
            bytes.writeBytes(
                    part.startsWith("..")
                            ? new byte[Integer.parseInt(part.substring(2))]
                            : HexFormat.of().parseHex(part));
        }

        assertThat(examine(cut(bytes, cutBy), Container.MATROSKA)).isEqualTo(condition);
    }

    private static byte[] cut(ByteArrayOutputStream bytes, int cutBy) {
        return Arrays.copyOf(bytes.toByteArray(), bytes.size() - cutBy);
    }

    private String examine(byte[] file, Container container) throws IOException {
        return switch (Examination.examine(Files.write(temp.resolve("file"), file), container)) {
            case Whole whole -> "whole";
            case CutOff cut -> "cut off " + cut.usableBytes() + " " + cut.lostBytes();
            case WithoutIndex where -> "index missing " + where.begin() + "-" + where.end();
        };
    }

    @Test
    void goesNoDeeperThanItHasTo() throws IOException {
        int depth = 100_000;
        var nested = ByteBuffer.allocate(8 * depth);
        for (int i = 0; i < depth; i++) {
            nested.putInt(8 * (depth - i)).put("moov".getBytes(ISO_8859_1));
        }

        assertThat(examine(nested.array(), Container.MP4)).isEqualTo("whole");
        assertThat(StreamParameters.of(temp.resolve("file"))).isEmpty();
    }

    @Test
    void readsNoParametersFromAnIndexOfLies() throws IOException {
        var random = new Random(1);
        var types = Stream.of("moov", "trak", "mdia", "minf", "stbl", "stsd", "avc1", "avcC", "stts", "mdhd")
                .map(type -> type.getBytes(ISO_8859_1))
                .toList();
        for (int i = 0; i < 2_000; i++) {
            var bytes = ByteBuffer.allocate(600);
            int[] sizes = {0, 1, 7, 8, 9, 600 - bytes.position(), Integer.MAX_VALUE, Integer.MIN_VALUE, -1};
            for (int box = 0; bytes.remaining() > 16; box++) {
                bytes.putInt(box < 6 && random.nextInt(4) > 0 ? bytes.remaining() : sizes[random.nextInt(9)])
                        .put(types.get(box < 6 ? box : random.nextInt(types.size())));
            }
            Files.write(temp.resolve("lies"), bytes.array());

            assertThat(StreamParameters.of(temp.resolve("lies"))).isEmpty();
        }
    }
}
