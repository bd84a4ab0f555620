package org.lectorium.transcode.salvage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An element of a WebM (RFC 8794).
 *
 * @param content where what it holds begins
 * @param end behind its last byte; {@link Long#MAX_VALUE} for one that does not know
 */
public record EbmlElement(long id, long content, long end) {

    private static final int LONGEST_ID = 4;
    private static final int LONGEST_SIZE = 8;

    /**
     * Bytes beyond the end of the file count as 0.
     *
     * @return null if no element begins there
     */
    public static @Nullable EbmlElement at(MediaBytes bytes, long position) throws IOException {
        int idBytes = lengthByMarker(bytes.at(position), LONGEST_ID);
        int sizeBytes = lengthByMarker(bytes.at(position + idBytes), LONGEST_SIZE);
        if (idBytes == 0 || sizeBytes == 0) {
            return null;
        }
        long content = position + idBytes + sizeBytes;
        long mask = (1L << 7 * sizeBytes) - 1;
        long size = bytes.number(position + idBytes, sizeBytes) & mask;
        return new EbmlElement(
                bytes.number(position, idBytes), content, size == mask ? Long.MAX_VALUE : content + size);
    }

    /** @return how many bytes a number has whose first byte this is; 0 for none */
    private static int lengthByMarker(int first, int longest) {
        int length = first <= 0 ? 0 : Integer.numberOfLeadingZeros(first) - 23;
        return length > longest ? 0 : length;
    }

    public boolean knowsItsEnd() {
        return end != Long.MAX_VALUE;
    }
}
