package org.lectorium.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lectorium.core.RecordingId;

/** Which originals there are. */
public interface OriginalsTable {

    /**
     * Adds an original, in the caller's transaction.
     *
     * @param metadataJson what the sender said, reduced to known keys
     * @return false if its sender's key or bytes are there already; waits for a transaction that is adding them now
     */
    boolean add(StoredOriginal original, String metadataJson);

    Optional<StoredOriginal> find(RecordingId recording);

    /** What the sender of an original has sent with the same key, then what with the same bytes. */
    List<StoredOriginal> earlier(StoredOriginal original);

    /** For a recording that there is no more. */
    void delete(RecordingId recording);

    void markKept(RecordingId recording, Instant at);

    /** Originals that the media store does not have, oldest first. */
    List<RecordingId> notKept(Instant receivedBefore, int limit);
}
