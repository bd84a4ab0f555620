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
            var element = EbmlElement.at(bytes, position);
            if (element == null) {
                return upTo(position);
            }
            if (element.id() == SEGMENT || element.id() == CLUSTER) {
                promisedEnd = element.knowsItsEnd() ? Math.max(promisedEnd, element.end()) : promisedEnd;
                position = element.content();
            } else if (element.end() > bytes.size()) {
                return upTo(position);
            } else {
                anyBlock |= element.id() == SIMPLE_BLOCK || element.id() == BLOCK_GROUP;
                position = element.end();
            }
        }
        return upTo(bytes.size());
    }

    private Condition upTo(long usable) {
        long lost = Math.max(bytes.size(), promisedEnd) - usable;
        return anyBlock && lost > 0 ? new CutOff(Math.min(usable, bytes.size()), lost) : new Whole();
    }
}
