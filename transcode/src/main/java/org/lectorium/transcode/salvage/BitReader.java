package org.lectorium.transcode.salvage;

/** Reads bits, the highest first. Beyond the end come zeros, and {@link #overrun()} says so. */
final class BitReader {

    private final byte[] data;
    private final long end;
    private long position;

    BitReader(byte[] data) {
        this.data = data;
        this.end = 8L * data.length;
    }

    int bit() {
        if (position >= end) {
            position++;
            return 0;
        }
        int bit = data[(int) (position >> 3)] >> (7 - (int) (position & 7)) & 1;
        position++;
        return bit;
    }

    /** @param count at most 31 */
    int read(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | bit();
        }
        return value;
    }

    /** A number as H.264 writes them, Exp-Golomb; -1 for one that nobody needs. */
    int exponential() {
        int zeros = 0;
        while (bit() == 0) {
            zeros++;
            if (zeros > 24) {
                return -1;
            }
        }
        return (1 << zeros) - 1 + read(zeros);
    }

    void skip(long count) {
        position += count;
    }

    void toWholeByte() {
        position = (position + 7) & ~7L;
    }

    long position() {
        return position;
    }

    boolean overrun() {
        return position > end;
    }
}
