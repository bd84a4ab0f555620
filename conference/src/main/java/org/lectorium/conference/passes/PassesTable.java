package org.lectorium.conference.passes;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.passes.Pass.State;
import org.lectorium.conference.rooms.RoomName;
import org.lectorium.core.Sha256;
import org.lectorium.core.Viewer.Person;

/** Passes, and who came in with them. Tokens and visits are known by their SHA-256. */
public interface PassesTable {

    void add(Pass pass, Sha256 token);

    Optional<Pass> find(UUID pass);

    Optional<Pass> findByToken(Sha256 token);

    boolean hasToken(UUID pass, Sha256 token);

    /** As it is given, but for its uses, and whether it is revoked. */
    void save(Pass pass);

    /** @return false if it was before */
    boolean revoke(UUID pass, Instant at);

    /** The token before opens nothing any more; one that was revoked is good again. */
    void setToken(UUID pass, Sha256 token);

    record Found(List<Pass> items, long total) {}

    /**
     * Passes of the rooms that the person owns, for administrators of all; the newest first.
     *
     * @param words that stand in name, note or room; null for all
     */
    Found search(
            Person person,
            @Nullable RoomName room,
            @Nullable State state,
            @Nullable String words,
            Instant now,
            int page,
            int size);

    /** Counts one use, unless there is none left; of two at the same time only one gets the last. */
    boolean use(UUID pass, Instant at);

    void addUse(UUID pass, Instant at, String name, Sha256 visit, Instant expiresAt);

    boolean hasVisit(UUID pass, Sha256 visit, Instant now);

    /** @param conference the one that was going on, or began soon after; null if there was none */
    record Use(Instant at, String name, @Nullable Integer conference) {}

    /** The newest first, a thousand at the most. */
    List<Use> uses(UUID pass);
}
