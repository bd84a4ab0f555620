package org.lectorium.catalog.sharing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lectorium.core.RecordingId;
import org.lectorium.core.Sha256;

/** Share links, and the visits that began with them. Tokens are known by their SHA-256. */
public interface ShareLinksTable {

    void add(ShareLink link, Sha256 token);

    Optional<ShareLink> find(UUID link);

    Optional<ShareLink> findByToken(Sha256 token);

    /** Those that are not revoked, the newest first. */
    List<ShareLink> of(RecordingId recording);

    /** @return false if it was revoked before */
    boolean revoke(UUID link, Instant at);

    /** Counts one use, unless there is none left; of two at the same time only one gets the last. */
    boolean use(UUID link, Instant at);

    void addVisit(UUID link, Sha256 visit, Instant expiresAt);

    boolean hasVisit(UUID link, Sha256 visit, Instant now);
}
