package org.lectorium.ingest.tus;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.Page;
import org.lectorium.core.UserId;
import org.lectorium.ingest.tus.Upload.Finished;

/** Which uploads there are, and which node may write them. */
public interface UploadsTable {

    /** @return false if its sender used its key before */
    boolean add(Upload upload);

    Optional<Upload> find(UUID id);

    Optional<Upload> findByKey(@Nullable UserId owner, String deliveryKey);

    /** Unfinished ones that can be seen by their sender, newest first; no pieces. */
    Page<Upload> unfinished(@Nullable UserId owner, int page, int size);

    /** Of anybody, and of which something has come; no pieces, nor what is made of pieces. */
    List<Upload> arriving(Instant expiringAfter, int limit);

    /**
     * What somebody has begun.
     *
     * @param bytes what it comes to, as far as that is known
     */
    record Begun(int uploads, long bytes) {}

    Begun begun(UserId owner);

    // A node writes while it holds the upload; times are those of the database.

    /** @return how it is; empty if another node holds it, or its owner has none such */
    Optional<Upload> hold(UUID id, @Nullable UserId owner, UUID node, Duration validity);

    /** Asks whoever holds it to let it go. */
    void want(UUID id);

    /** Those that others want. */
    List<UUID> wanted(UUID node);

    /** @return those that the node still holds */
    Set<UUID> renew(UUID node, Collection<UUID> ids, Duration validity);

    void release(UUID id, UUID node);

    /** @return false if the node does not hold it any more */
    boolean beginVerifying(UUID id, UUID node);

    /**
     * Notes what is on stable storage, and that all of it counts.
     *
     * @param release whether to let it go with that
     * @return false if the node does not hold it any more
     */
    boolean acknowledge(UUID id, UUID node, long received, Instant expiresAt, boolean release);

    void setLength(UUID id, long length);

    void finish(UUID id, Finished finished, Instant at);

    void delete(UUID id);

    void deleteOf(UserId owner);

    /** Whose bytes have all been acknowledged and that are no recordings yet. */
    List<Upload> complete(Instant createdBefore, int limit);

    /** That nobody holds. */
    List<Upload> expired(Instant now, int limit);

    /** @return how many */
    int forgetFinished(Instant before);
}
