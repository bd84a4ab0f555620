package org.lectorium.transcode.salvage;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a frame of AAC-LC ends. Inside an MP4 nothing says so but the index, so the frame has to be read bit by bit
 * (ISO/IEC 14496-3, 4.4.2); what it sounds like does not matter. Knows mono and stereo at 44.1 and 48 kHz.
 */
final class AacFrame {

    /** The standard allows 6144 bits for a channel. */
    private static final int MAX_BYTES_OF_CHANNEL = 768;

    private static final int SHORT_WINDOWS = 2;
    /** Above it come the codes of bands that are made of the other channel; none of them has values of its own. */
    private static final int NOISE = 13;

    private static final int RESERVED = 12;

    /** Table 4.129 and 4.130: where the scale factor bands begin, and the last ends. */
    private static final int[] LONG_BANDS = {
        0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 48, 56, 64, 72, 80, 88, 96, 108, 120, 132, 144, 160, 176, 196, 216,
        240, 264, 292, 320, 352, 384, 416, 448, 480, 512, 544, 576, 608, 640, 672, 704, 736, 768, 800, 832, 864, 896,
        928, 1024
    };

    private static final int[] SHORT_BANDS = {0, 4, 8, 12, 16, 20, 28, 36, 44, 56, 68, 80, 96, 112, 128};

    private static final HuffmanBook SCALE_FACTORS =
            new HuffmanBook(1, 0, 1, 3, 2, 4, 3, 5, 4, 6, 6, 6, 5, 8, 4, 7, 3, 7, 46);

    /**
     * @param size how many values a word stands for
     * @param following for each word what follows it: the sign bits, and 3 more for each escaped value; empty for none
     */
    private record Spectrum(HuffmanBook book, int size, String following) {}

    /** Tables 4.A.2 to 4.A.12. */
    private static final List<Spectrum> SPECTRA = List.of(
            new Spectrum(new HuffmanBook(1, 0, 0, 0, 8, 0, 24, 0, 24, 8, 16), 4, ""),
            new Spectrum(new HuffmanBook(0, 0, 1, 1, 7, 24, 15, 19, 14), 4, ""),
            new Spectrum(
                    new HuffmanBook(1, 0, 0, 4, 2, 6, 3, 5, 15, 15, 8, 9, 3, 3, 5, 2),
                    4,
                    "011112222232343311223232331221224334323244332333223243344233333344442233434443233"),
            new Spectrum(
                    new HuffmanBook(0, 0, 0, 10, 6, 0, 9, 21, 8, 14, 11, 2),
                    4,
                    "433331202222121144443333333333332222222222221111444444333333333433344422222243333"),
            new Spectrum(new HuffmanBook(1, 0, 0, 4, 4, 0, 4, 12, 12, 12, 18, 10, 4), 2, ""),
            new Spectrum(new HuffmanBook(0, 0, 0, 9, 0, 16, 13, 8, 23, 8, 4), 2, ""),
            new Spectrum(
                    new HuffmanBook(1, 0, 2, 1, 0, 4, 5, 10, 14, 15, 8, 4),
                    2,
                    "0112221122211222222221122212122222222211222222222222112222222222"),
            new Spectrum(
                    new HuffmanBook(0, 0, 1, 5, 7, 10, 14, 15, 8, 4),
                    2,
                    "2212120112222222221122222222221212222222121222222222221212222112"),
            new Spectrum(
                    new HuffmanBook(1, 0, 2, 1, 0, 4, 3, 8, 11, 20, 31, 38, 32, 14, 4),
                    2,
                    "0112221122211222222221122222221212222222212222222212221222212222112222222222222122212"
                            + "222222222222222222212212222222122222222222222212212222122222222222222222222222222222"),
            new Spectrum(
                    new HuffmanBook(0, 0, 0, 3, 8, 14, 17, 25, 31, 41, 22, 8),
                    2,
                    "2222112222211222202211222222222222121222222222222121222222222222222222122222122222222"
                            + "222222222121222222212222221222222222222222221212122222222222222212122212221222222122"),
            new Spectrum(
                    new HuffmanBook(0, 0, 0, 2, 6, 7, 16, 59, 55, 95, 43, 6),
                    2,
                    "0281122222212122222221122222222222222255555251215255552222255225552252555252255222155"
                            + "2222125522525222222252212222221222222222222221222222222224222222421222222222222222222"
                            + "2222222222221222222222222222222122222222222222222222222222211222222222222222222222222"
                            + "2212212122212222211222212212112112"));

    private AacFrame() {}

    /** How many bytes have to be looked at to find the end of any frame. */
    static int maxBytes(int channels) {
        return MAX_BYTES_OF_CHANNEL * channels;
    }

    /**
     * @param data begins with the frame
     * @param channels 1 or 2
     * @return how many bytes the frame has; 0 if this is none
     */
    static int length(byte[] data, int channels) {
        var bits = new BitReader(data);
        boolean sound = false;
        while (!bits.overrun()) {
            switch (Element.of(bits.read(3))) {
                case SINGLE -> {
                    if (channels != 1 || sound || !isSingle(bits)) {
                        return 0;
                    }
                    sound = true;
                }
                case PAIR -> {
                    if (channels != 2 || sound || !isPair(bits)) {
                        return 0;
                    }
                    sound = true;
                }
                case DATA -> skipData(bits);
                case FILL -> skipFill(bits);
                case END -> {
                    bits.toWholeByte();
                    return sound && !bits.overrun() ? (int) (bits.position() / 8) : 0;
                }
                case OTHER -> {
                    return 0;
                }
            }
        }
        return 0;
    }

    private enum Element {
        SINGLE,
        PAIR,
        DATA,
        FILL,
        END,
        /** Coupling, a channel for basses and descriptions of channels: not in mono or stereo. */
        OTHER;

        static Element of(int id) {
            return switch (id) {
                case 0 -> SINGLE;
                case 1 -> PAIR;
                case 4 -> DATA;
                case 6 -> FILL;
                case 7 -> END;
                default -> OTHER;
            };
        }
    }

    private static void skipData(BitReader bits) {
        bits.skip(4);
        boolean aligned = bits.bit() == 1;
        int count = bits.read(8);
        if (count == 255) {
            count += bits.read(8);
        }
        if (aligned) {
            bits.toWholeByte();
        }
        bits.skip(8L * count);
    }

    private static void skipFill(BitReader bits) {
        int count = bits.read(4);
        if (count == 15) {
            count += bits.read(8) - 1;
        }
        bits.skip(8L * count);
    }

    private static boolean isSingle(BitReader bits) {
        bits.skip(4);
        return isChannel(bits, null);
    }

    private static boolean isPair(BitReader bits) {
        bits.skip(4);
        if (bits.bit() == 0) {
            return areChannels(bits, null);
        }
        var common = Window.read(bits);
        if (common == null) {
            return false;
        }
        int middleAndSide = bits.read(2);
        if (middleAndSide == 3) {
            return false;
        }
        if (middleAndSide == 1) {
            bits.skip((long) common.groups.length * common.bands);
        }
        return areChannels(bits, common);
    }

    private static boolean areChannels(BitReader bits, @Nullable Window common) {
        boolean left = isChannel(bits, common);
        return left && isChannel(bits, common);
    }

    /**
     * @param groups how many windows each group has
     * @param bands how many scale factor bands are used
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Window(boolean isShort, int[] groups, int bands) {

        static @Nullable Window read(BitReader bits) {
            boolean reserved = bits.bit() == 1;
            boolean isShort = bits.read(2) == SHORT_WINDOWS;
            bits.skip(1);
            int bands = bits.read(isShort ? 4 : 6);
            int[] groups = isShort ? groups(bits.read(7)) : new int[] {1};
            // A bit for prediction, which this profile does not have.
            boolean predicted = !isShort && bits.bit() == 1;
            int most = (isShort ? SHORT_BANDS : LONG_BANDS).length - 1;
            return reserved || predicted || bands > most ? null : new Window(isShort, groups, bands);
        }

        private static int[] groups(int joined) {
            var groups = new int[8];
            int count = 0;
            groups[0] = 1;
            for (int i = 6; i >= 0; i--) {
                if ((joined >> i & 1) == 0) {
                    count++;
                }
                groups[count]++;
            }
            return Arrays.copyOf(groups, count + 1);
        }

        int width(int band) {
            int[] begins = isShort ? SHORT_BANDS : LONG_BANDS;
            return begins[band + 1] - begins[band];
        }
    }

    private static boolean isChannel(BitReader bits, @Nullable Window common) {
        bits.skip(8);
        var window = common != null ? common : Window.read(bits);
        if (window == null) {
            return false;
        }
        int[] codes = readSections(bits, window);
        if (codes.length == 0 && window.bands > 0) {
            return false;
        }
        skipScaleFactors(bits, codes);
        if (bits.bit() == 1) {
            if (window.isShort) {
                return false;
            }
            int pulses = bits.read(2) + 1;
            bits.skip(6 + 9L * pulses);
        }
        if (bits.bit() == 1 && !skipNoiseShaping(bits, window)) {
            return false;
        }
        boolean gainControlled = bits.bit() == 1;
        return !gainControlled && skipSpectrum(bits, window, codes) && !bits.overrun();
    }

    /** @return the code of each band of each group; empty if that is not what stands there */
    private static int[] readSections(BitReader bits, Window window) {
        var codes = new int[window.groups.length * window.bands];
        int sizeBits = window.isShort ? 3 : 5;
        int goesOn = (1 << sizeBits) - 1;
        for (int group = 0; group < window.groups.length; group++) {
            int band = 0;
            while (band < window.bands) {
                int code = bits.read(4);
                int length = 0;
                int part;
                do {
                    part = bits.read(sizeBits);
                    length += part;
                } while (part == goesOn && length <= window.bands);
                if (code == RESERVED || length == 0 || band + length > window.bands) {
                    return new int[0];
                }
                int begin = group * window.bands + band;
                Arrays.fill(codes, begin, begin + length, code);
                band += length;
            }
        }
        return codes;
    }

    private static void skipScaleFactors(BitReader bits, int[] codes) {
        boolean noise = false;
        for (int code : codes) {
            if (code == NOISE && !noise) {
                noise = true;
                bits.skip(9);
            } else if (code != 0) {
                SCALE_FACTORS.read(bits);
            }
        }
    }

    private static boolean skipNoiseShaping(BitReader bits, Window window) {
        int windows = window.isShort ? 8 : 1;
        for (int i = 0; i < windows; i++) {
            int filters = bits.read(window.isShort ? 1 : 2);
            int resolution = filters > 0 ? 3 + bits.bit() : 0;
            for (int filter = 0; filter < filters; filter++) {
                bits.skip(window.isShort ? 4 : 6);
                int order = bits.read(window.isShort ? 3 : 5);
                if (order > (window.isShort ? 7 : 12)) {
                    return false;
                }
                if (order > 0) {
                    bits.skip(1);
                    int compressed = bits.bit();
                    bits.skip((long) order * (resolution - compressed));
                }
            }
        }
        return true;
    }

    private static boolean skipSpectrum(BitReader bits, Window window, int[] codes) {
        for (int i = 0; i < codes.length && !bits.overrun(); i++) {
            if (codes[i] == 0 || codes[i] >= NOISE) {
                continue;
            }
            var spectrum = SPECTRA.get(codes[i] - 1);
            int words = window.groups[i / window.bands] * window.width(i % window.bands) / spectrum.size;
            for (int word = 0; word < words; word++) {
                if (!skipWord(bits, spectrum)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean skipWord(BitReader bits, Spectrum spectrum) {
        int word = spectrum.book.read(bits);
        if (spectrum.following.isEmpty()) {
            return true;
        }
        int following = spectrum.following.charAt(word) - '0';
        int signs = spectrum.size == 2 ? following % 3 : following;
        int escapes = spectrum.size == 2 ? following / 3 : 0;
        bits.skip(signs);
        for (int i = 0; i < escapes; i++) {
            int ones = 0;
            while (bits.bit() == 1) {
                ones++;
                if (ones > 8) {
                    return false;
                }
            }
            bits.skip(ones + 4L);
        }
        return true;
    }
}
