package org.lectorium.transcode.job;

import java.util.List;
import org.lectorium.core.MediaFacts;
import org.lectorium.core.OriginalFile;
import org.lectorium.core.RecordedMeeting;
import org.lectorium.core.Rendition;
import org.lectorium.core.StoredMedia;

/**
 * What {@code manifest.json} says: enough to rebuild catalog and index from the bucket alone.
 *
 * @param version of this form; readers refuse what they do not know
 */
record Manifest(
        int version,
        String recording,
        OriginalFile file,
        StoredMedia original,
        RecordedMeeting meeting,
        MediaFacts facts,
        List<Rendition> renditions) {

    static final int VERSION = 1;
}
