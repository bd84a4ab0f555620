package org.lectorium.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lectorium.core.RecordingId;
import org.lectorium.core.Sha256;

/** Which originals there are. */
public interface OriginalsTable {

    /**
     * Adds an original, in the caller's transaction.
     *
     * @param metadataJson what the sender said, reduced to known keys
     * @return false if its idempotency key or its bytes are there already; waits for a transaction that is adding them now
     */
    boolean add(StoredOriginal original, String metadataJson);

    Optional<StoredOriginal> find(RecordingId recording);

    Optional<StoredOriginal> findByKey(String idempotencyKey);

    Optional<StoredOriginal> findByContent(Sha256 sha256);

    void markKept(RecordingId recording, Instant at);

    /** Originals that the media store does not have, oldest first. */
    List<RecordingId> notKept(Instant receivedBefore, int limit);
}
