package org.lectorium.transcode.salvage;

import java.io.IOException;
import org.lectorium.transcode.salvage.Condition.CutOff;
import org.lectorium.transcode.salvage.Condition.Whole;

/**
 * Walks over the elements of a WebM, as far down as its blocks (RFC 8794, RFC 9559). A browser does not know how long its
 * clusters will be, so what ends in whole blocks is whole.
 */
final class WebmExamination {

    private static final long SEGMENT = 0x18538067;
    private static final long CLUSTER = 0x1f43b675;
    private static final long SIMPLE_BLOCK = 0xa3;
    private static final long BLOCK_GROUP = 0xa0;

    private final MediaBytes bytes;

    private boolean anyBlock;
    /** What segment and cluster promise. */
    private long promisedEnd;

    private WebmExamination(MediaBytes bytes) {
        this.bytes = bytes;
    }

    static Condition examine(MediaBytes bytes) throws IOException {
        return new WebmExamination(bytes).walk();
    }

    private Condition walk() throws IOException {
        long position = 0;
        while (position < bytes.size()) {
            int idBytes = MediaBytes.lengthByMarker(bytes.at(position), 4);
            int sizeBytes = MediaBytes.lengthByMarker(bytes.at(position + idBytes), 8);
            if (idBytes == 0 || sizeBytes == 0) {
                return upTo(position);
            }
            long id = bytes.number(position, idBytes);
            long content = position + idBytes + sizeBytes;
            long size = bytes.number(position + idBytes, sizeBytes) & (1L << 7 * sizeBytes) - 1;
            boolean unknown = size == (1L << 7 * sizeBytes) - 1;
            if (id == SEGMENT || id == CLUSTER) {
                promisedEnd = unknown ? promisedEnd : Math.max(promisedEnd, content + size);
                position = content;
            } else if (unknown || size > bytes.size() - content) {
                return upTo(position);
            } else {
                anyBlock |= id == SIMPLE_BLOCK || id == BLOCK_GROUP;
                position = content + size;
            }
        }
        return upTo(bytes.size());
    }

    private Condition upTo(long usable) {
        long lost = Math.max(bytes.size(), promisedEnd) - usable;
        return anyBlock && lost > 0 ? new CutOff(Math.min(usable, bytes.size()), lost) : new Whole();
    }
}
