package org.lectorium.transcode.salvage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What x264 writes about itself into the first picture. Streams with equal settings have equal parameter sets but for
 * the size of the picture.
 */
final class EncoderSettings {

    private static final int SEARCHED_BYTES = 4 << 20;
    private static final int MAX_LENGTH = 2048;
    private static final String OPTIONS = "options: ";
    private static final byte[] NAME = "x264 - core ".getBytes(StandardCharsets.US_ASCII);

    /** The others do not change how a slice is to be read. */
    private static final List<String> TELLING = List.of(
            "8x8dct",
            "bframes",
            "cabac",
            "chroma_qp_offset",
            "constrained_intra",
            "crf",
            "interlaced",
            "qp",
            "rc",
            "ref",
            "weightp");

    private EncoderSettings() {}

    /** @return the telling ones, in order; empty if there are none */
    static String find(MediaBytes bytes) throws IOException {
        return find(bytes, 0);
    }

    static String find(MediaBytes bytes, long from) throws IOException {
        long limit = Math.min(bytes.size(), from + SEARCHED_BYTES);
        for (long position = from; position < limit; position++) {
            if (bytes.at(position) == NAME[0] && Arrays.equals(bytes.copy(position, NAME.length), NAME)) {
                return telling(bytes.copy(position, MAX_LENGTH));
            }
        }
        return "";
    }

    private static String telling(byte[] message) {
        int end = 0;
        while (end < message.length && message[end] >= ' ') {
            end++;
        }
        var text = new String(message, 0, end, StandardCharsets.US_ASCII);
        int options = text.indexOf(OPTIONS);
        return options < 0
                ? ""
                : Arrays.stream(text.substring(options + OPTIONS.length()).split(" "))
                        .filter(option -> TELLING.contains(option.split("=")[0]))
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .collect(Collectors.joining(" "));
    }
}
