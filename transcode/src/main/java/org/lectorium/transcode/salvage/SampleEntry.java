package org.lectorium.transcode.salvage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a box {@code stsd} with one entry (ISO/IEC 14496-12, 8.5.2; -14, -15). */
final class SampleEntry {

    private static final int ENTRY = 16;
    private static final int PICTURE_FIELDS = 86;
    private static final int SOUND_FIELDS = 36;
    private static final int AAC_LC = 2;
    /** 48 and 44.1 kHz. */
    private static final int FIRST_RATE = 3;

    private static final int LAST_RATE = 4;

    private SampleEntry() {}

    private static boolean isEntry(byte[] box, String type, int fields) {
        return box.length > ENTRY + fields
                && ByteBuffer.wrap(box).getInt(12) == 1
                && type.equals(new String(box, ENTRY + 4, 4, StandardCharsets.ISO_8859_1));
    }

    static @Nullable AvcConfiguration avc(byte[] box) {
        if (!isEntry(box, "avc1", PICTURE_FIELDS)) {
            return null;
        }
        var configuration = child(box, ENTRY + PICTURE_FIELDS, "avcC");
        return configuration == null ? null : AvcConfiguration.of(configuration);
    }

    static int width(byte[] box) {
        return ByteBuffer.wrap(box).getShort(ENTRY + 32);
    }

    static int height(byte[] box) {
        return ByteBuffer.wrap(box).getShort(ENTRY + 34);
    }

    /** @return 1 or 2 for AAC-LC at a rate whose frames can be told from each other; 0 for all else */
    static int channels(byte[] box) {
        if (!isEntry(box, "mp4a", SOUND_FIELDS)) {
            return 0;
        }
        var descriptors = child(box, ENTRY + SOUND_FIELDS, "esds");
        var configuration = descriptors == null ? null : decoderConfiguration(descriptors);
        if (configuration == null) {
            return 0;
        }
        var bits = new BitReader(configuration);
        int profile = bits.read(5);
        int rate = bits.read(4);
        int channels = bits.read(4);
        boolean usualLength = bits.bit() == 0;
        boolean known = profile == AAC_LC && rate >= FIRST_RATE && rate <= LAST_RATE && usualLength;
        return known && !bits.overrun() && (channels == 1 || channels == 2) ? channels : 0;
    }

    private static byte @Nullable [] child(byte[] box, int from, String wanted) {
        var buffer = ByteBuffer.wrap(box);
        int position = from;
        while (position + 8 <= box.length) {
            int size = buffer.getInt(position);
            if (size < 8 || size > box.length - position) {
                return null;
            }
            if (wanted.equals(new String(box, position + 4, 4, StandardCharsets.ISO_8859_1))) {
                return Arrays.copyOfRange(box, position + 8, position + size);
            }
            position += size;
        }
        return null;
    }

    /** Descriptors in each other: of the stream, of its decoder, and what the decoder has to be told. */
    private static byte @Nullable [] decoderConfiguration(byte[] descriptors) {
        int position = 4;
        while (position + 2 <= descriptors.length) {
            int tag = descriptors[position++];
            int length = 0;
            int more;
            do {
                more = position < descriptors.length ? descriptors[position++] & 0xff : 0;
                length = (length << 7 | (more & 0x7f)) & 0xffff;
            } while (more >= 0x80);
            switch (tag) {
                case 3 -> position += 3;
                case 4 -> position += 13;
                case 5 -> {
                    return position + length <= descriptors.length
                            ? Arrays.copyOfRange(descriptors, position, position + length)
                            : null;
                }
                default -> position += length;
            }
        }
        return null;
    }
}
