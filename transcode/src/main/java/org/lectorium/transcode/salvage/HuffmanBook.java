package org.lectorium.transcode.salvage;

/**
 * A prefix code whose code words, in order of their value, never get shorter, as all of AAC's are. It needs no more
 * than how many words there are of each length.
 */
final class HuffmanBook {

    private final int[] wordsOfLength;

    /** @param wordsOfLength beginning with those of one bit */
    HuffmanBook(int... wordsOfLength) {
        this.wordsOfLength = wordsOfLength.clone();
    }

    /** @return the number of the word in the order of values */
    int read(BitReader bits) {
        int code = 0;
        int first = 0;
        int before = 0;
        for (int words : wordsOfLength) {
            code = code << 1 | bits.bit();
            if (code - first < words) {
                return before + code - first;
            }
            before += words;
            first = first + words << 1;
        }
        throw new IllegalStateException("the code is complete");
    }

    int words() {
        int sum = 0;
        for (int words : wordsOfLength) {
            sum += words;
        }
        return sum;
    }
}
