package org.lectorium.transcode.salvage;

import java.io.IOException;
import org.lectorium.transcode.salvage.Condition.CutOff;
import org.lectorium.transcode.salvage.Condition.Whole;
import org.lectorium.transcode.salvage.Condition.WithoutIndex;

/** Walks over the outermost boxes of an MP4, which takes as many steps as there are. */
final class Mp4Examination {

    private final MediaBytes bytes;

    private boolean indexed;
    private boolean fragmented;
    /** Between a fragment's description and its media. */
    private boolean inFragment;

    private boolean anyFragment;
    private long usable;
    private long mediaBegin = -1;
    private long mediaEnd;

    private Mp4Examination(MediaBytes bytes) {
        this.bytes = bytes;
    }

    static Condition examine(MediaBytes bytes) throws IOException {
        var examination = new Mp4Examination(bytes);
        examination.walk();
        return examination.result();
    }

    private void walk() throws IOException {
        for (long position = 0; position < bytes.size(); ) {
            var box = Mp4Box.at(bytes, position, bytes.size());
            if (box == null) {
                return;
            }
            if (box.end() > bytes.size()) {
                if (box.type().equals("mdat")) {
                    media(box, bytes.size());
                }
                return;
            }
            take(box);
            position = box.end();
        }
    }

    private void take(Mp4Box box) throws IOException {
        switch (box.type()) {
            case "moov" -> {
                indexed = true;
                fragmented = box.child(bytes, "mvex").isPresent();
            }
            case "moof" -> inFragment = true;
            case "mdat" -> {
                media(box, box.end());
                anyFragment |= inFragment;
                inFragment = false;
            }
            default -> {}
        }
        if (!inFragment) {
            usable = box.end();
        }
    }

    private void media(Mp4Box box, long end) {
        mediaBegin = mediaBegin < 0 ? box.content() : mediaBegin;
        mediaEnd = end;
    }

    private Condition result() {
        if (!indexed) {
            return mediaBegin >= 0 && mediaEnd > mediaBegin ? new WithoutIndex(mediaBegin, mediaEnd) : new Whole();
        }
        // In the one fragment of a short recording there may still be something: FFmpeg takes what it finds.
        if (fragmented && anyFragment && usable < bytes.size()) {
            return new CutOff(usable, bytes.size() - usable);
        }
        return new Whole();
    }
}
