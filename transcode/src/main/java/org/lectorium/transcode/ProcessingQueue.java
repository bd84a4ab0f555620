package org.lectorium.transcode;

import java.time.Instant;
import org.lectorium.core.RecordingId;

/** The recordings that wait to be processed. */
public interface ProcessingQueue {

    /**
     * Adds a recording in the caller's transaction: it is queued if and only if that commits. Does nothing for a
     * recording that is in the queue already.
     */
    void add(RecordingId recording, Instant notBefore);
}
