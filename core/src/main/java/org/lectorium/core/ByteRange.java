package org.lectorium.core;

import java.util.OptionalLong;

/**
 * A range of bytes as RFC 9110 §14.1.2 counts them.
 *
 * @param first offset of the first byte
 * @param last offset of the last byte, itself included; beyond the end means: to the end
 */
public record ByteRange(long first, long last) {

    public static final ByteRange ALL = new ByteRange(0, Long.MAX_VALUE);

    public ByteRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("not a byte range: " + first + "-" + last);
        }
    }

    public boolean isAll() {
        return equals(ALL);
    }

    /** How many bytes of an object this range covers; empty if it starts behind the end. */
    public OptionalLong lengthWithin(long sizeBytes) {
        return first >= sizeBytes ? OptionalLong.empty() : OptionalLong.of(Math.min(last, sizeBytes - 1) - first + 1);
    }
}
