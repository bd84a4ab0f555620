package org.lectorium.transcode.salvage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A unit of H.264 behind its length, as MP4 has it (ISO/IEC 14496-10, 7.3.1; 14496-15).
 *
 * @param slice null for what is not a part of a picture
 * @param end behind its last byte
 */
record NalUnit(int type, @Nullable Slice slice, long end) {

    static final int KEY_SLICE = 5;

    private static final int SLICE = 1;
    private static final int MESSAGE = 6;
    private static final int DELIMITER = 9;
    private static final int FILLER = 12;

    private static final int LENGTH_BYTES = 4;
    /** More than the first numbers of a slice's header can take. */
    private static final int HEADER_BYTES = 24;

    private static final int MAX_BYTES = 32 << 20;
    private static final int MAX_PARAMETER_BYTES = 1024;

    /** @param first whether a picture begins with it */
    record Slice(boolean first, int frameNum, boolean reference) {}

    boolean key() {
        return type == KEY_SLICE;
    }

    /** Whether a new picture begins with it, if there was one before. */
    boolean opensPicture() {
        return type != FILLER;
    }

    /** @return null if none stands there that ends before the limit */
    static @Nullable NalUnit at(MediaBytes bytes, long position, long limit, AvcConfiguration avc) throws IOException {
        if (limit - position < LENGTH_BYTES + 2) {
            return null;
        }
        long length = bytes.number(position, LENGTH_BYTES);
        int header = bytes.at(position + LENGTH_BYTES);
        long end = position + LENGTH_BYTES + length;
        if (length < 2 || length > MAX_BYTES || end > limit || header > 0x7f) {
            return null;
        }
        int type = header & 0x1f;
        boolean reference = header >> 5 != 0;
        switch (type) {
            case SLICE, KEY_SLICE -> {
                var slice = slice(
                        bytes.copy(position + LENGTH_BYTES + 1, (int) Math.min(length - 1, HEADER_BYTES)),
                        type == KEY_SLICE,
                        reference,
                        avc);
                return slice == null ? null : new NalUnit(type, slice, end);
            }
            case MESSAGE, DELIMITER, FILLER -> {
                boolean ended = bytes.at(end - 1) == 0x80 || type == DELIMITER;
                return reference || !ended ? null : new NalUnit(type, null, end);
            }
            case 7, 8 -> {
                return reference && length <= MAX_PARAMETER_BYTES ? new NalUnit(type, null, end) : null;
            }
            default -> {
                return null;
            }
        }
    }

    private static @Nullable Slice slice(byte[] header, boolean key, boolean reference, AvcConfiguration avc) {
        var bits = new BitReader(AvcConfiguration.unescape(header));
        int macroblock = bits.exponential();
        int kind = bits.exponential();
        int pictureParameters = bits.exponential();
        int frameNum = bits.read(avc.frameNumBits());
        boolean intra = kind % 5 == 2;
        boolean predicted = kind % 5 == 0;
        boolean plausible = macroblock >= 0
                && macroblock < avc.macroblocks()
                && kind >= 0
                && kind <= 9
                && (intra || (predicted && !key))
                && (!key || (reference && frameNum == 0))
                && pictureParameters == avc.pictureParameters()
                && !bits.overrun();
        return plausible ? new Slice(macroblock == 0, frameNum, reference) : null;
    }
}
