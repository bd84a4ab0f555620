package org.lectorium.transcode.salvage;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of an H.264 stream's parameter sets is needed to recognise its slices (ISO/IEC 14496-10, 7.3).
 *
 * @param frameNumBits how many bits of a slice's header count the frames
 * @param pictureParameters the id of the only set that slices refer to
 */
record AvcConfiguration(int frameNumBits, int pictureParameters, int macroblocks) {

    private static final Set<Integer> PROFILES_WITH_CHROMA_FORMAT = Set.of(100, 110, 122, 244, 44, 83, 86, 118, 128);

    /**
     * @param avcC the content of the box of that name
     * @return null if slices cannot be recognised, or pictures come in another order than they are shown
     */
    static @Nullable AvcConfiguration of(byte[] avcC) {
        boolean fourByteLengths = avcC.length > 8 && (avcC[4] & 3) == 3;
        if (!fourByteLengths || (avcC[5] & 0x1f) != 1) {
            return null;
        }
        int length = (avcC[6] & 0xff) << 8 | (avcC[7] & 0xff);
        int next = 8 + length;
        if (avcC.length < next + 3 || avcC[next] != 1) {
            return null;
        }
        int pictureLength = (avcC[next + 1] & 0xff) << 8 | (avcC[next + 2] & 0xff);
        if (length < 5 || pictureLength < 2 || avcC.length < next + 3 + pictureLength) {
            return null;
        }
        var sequence = unescape(Arrays.copyOfRange(avcC, 8, next));
        var picture = unescape(Arrays.copyOfRange(avcC, next + 3, next + 3 + pictureLength));
        return read(sequence, picture);
    }

    private static @Nullable AvcConfiguration read(byte[] sequence, byte[] picture) {
        var bits = new BitReader(sequence);
        bits.skip(8);
        int profile = bits.read(8);
        bits.skip(16);
        bits.exponential();
        if (PROFILES_WITH_CHROMA_FORMAT.contains(profile) && !skipChroma(bits)) {
            return null;
        }
        int frameNumBits = bits.exponential() + 4;
        boolean shownAsTheyCome = bits.exponential() == 2;
        if (!shownAsTheyCome) {
            return null;
        }
        bits.exponential();
        bits.skip(1);
        int width = bits.exponential() + 1;
        int height = bits.exponential() + 1;
        boolean framesOnly = bits.bit() == 1;
        var pictureBits = new BitReader(picture);
        pictureBits.skip(8);
        int pictureParameters = pictureBits.exponential();
        boolean plausible = frameNumBits <= 16 && width > 0 && height > 0 && pictureParameters >= 0 && framesOnly;
        return plausible && !bits.overrun() && !pictureBits.overrun()
                ? new AvcConfiguration(frameNumBits, pictureParameters, width * height)
                : null;
    }

    /** @return false for what is not read: other colours than 4:2:0, and scaling lists */
    private static boolean skipChroma(BitReader bits) {
        boolean usual = bits.exponential() == 1;
        bits.exponential();
        bits.exponential();
        bits.skip(1);
        boolean scaled = bits.bit() == 1;
        return usual && !scaled;
    }

    /** Takes out the bytes that only keep three zeros from standing together. */
    static byte[] unescape(byte[] escaped) {
        var plain = new byte[escaped.length];
        int length = 0;
        int zeros = 0;
        for (byte b : escaped) {
            if (zeros >= 2 && b == 3) {
                zeros = 0;
                continue;
            }
            zeros = b == 0 ? zeros + 1 : 0;
            plain[length++] = b;
        }
        return Arrays.copyOf(plain, length);
    }
}
