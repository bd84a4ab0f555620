package org.lectorium.ingest.tus;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.ProblemException;
import org.lectorium.core.UserId;

/**
 * Which uploads this node may write, as the database says. A node that is dead loses them by time, one that lives gives
 * them up when another one asks.
 */
final class Leases {

    private static final Duration VALIDITY = Duration.ofSeconds(5);
    private static final long PATIENCE_NANOS = VALIDITY.plusSeconds(1).toNanos();
    private static final long ASK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final UUID node = UUID.randomUUID();
    private final UploadsTable uploads;
    private final Set<UUID> held = ConcurrentHashMap.newKeySet();

    Leases(UploadsTable uploads) {
        this.uploads = uploads;
    }

    UUID node() {
        return node;
    }

    /**
     * @param upload how it was when it was taken
     * @param validUntil nobody else writes it before, by {@link System#nanoTime}
     */
    record Lease(Upload upload, long validUntil) {}

    Lease take(UUID upload, @Nullable UserId owner) {
        long begun = System.nanoTime();
        while (true) {
            long asked = System.nanoTime();
            var taken = uploads.hold(upload, owner, node, VALIDITY);
            if (taken.isPresent()) {
                held.add(upload);
                return new Lease(taken.get(), asked + VALIDITY.toNanos());
            }
            if (uploads.find(upload).filter(found -> found.isOf(owner)).isEmpty()) {
                throw new ProblemException(UploadProblem.UPLOAD_NOT_FOUND);
            }
            if (asked - begun > PATIENCE_NANOS) {
                throw new ProblemException(UploadProblem.UPLOAD_LOCKED);
            }
            uploads.want(upload);
            LockSupport.parkNanos(ASK_AGAIN_NANOS);
        }
    }

    void release(UUID upload) {
        held.remove(upload);
        uploads.release(upload, node);
    }

    /** It was released with a change of its row. */
    void released(UUID upload) {
        held.remove(upload);
    }

    boolean isIdle() {
        return held.isEmpty();
    }

    /** @return those that this node has lost */
    Set<UUID> renew() {
        var mine = Set.copyOf(held);
        var kept = uploads.renew(node, mine, VALIDITY);
        var lost = ConcurrentHashMap.<UUID>newKeySet();
        mine.stream().filter(upload -> !kept.contains(upload)).forEach(lost::add);
        return lost;
    }

    static long validFor() {
        return VALIDITY.toNanos();
    }
}
