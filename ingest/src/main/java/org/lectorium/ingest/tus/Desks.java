package org.lectorium.ingest.tus;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One at a time decides about an upload on this node. Not held while bytes arrive. */
final class Desks {

    private static final class Desk {
        private final ReentrantLock lock = new ReentrantLock(true);
        private int users;
    }

    private final ConcurrentMap<UUID, Desk> desks = new ConcurrentHashMap<>();

    <T extends @Nullable Object> T at(UUID upload, Supplier<T> decision) {
        var desk = enter(upload);
        desk.lock.lock();
        try {
            return decision.get();
        } finally {
            desk.lock.unlock();
            leave(upload);
        }
    }

    private Desk enter(UUID upload) {
        return desks.compute(upload, (id, present) -> {
            var desk = present == null ? new Desk() : present;
            desk.users++;
            return desk;
        });
    }

    private void leave(UUID upload) {
        desks.computeIfPresent(upload, (id, desk) -> --desk.users == 0 ? null : desk);
    }
}
