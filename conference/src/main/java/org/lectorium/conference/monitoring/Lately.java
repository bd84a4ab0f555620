package org.lectorium.conference.monitoring;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A value that is asked for again only after a while; when it cannot be had, the last one. */
final class Lately<T> {

    private static final Logger log = LoggerFactory.getLogger(Lately.class);

    private record Known<T>(T value, long nanos) {}

    private final Supplier<T> source;
    private final Duration validity;
    private final AtomicReference<@Nullable Known<T>> known = new AtomicReference<>();

    Lately(Duration validity, Supplier<T> source) {
        this.source = source;
        this.validity = validity;
    }

    /** Null if it never could be had. */
    synchronized @Nullable T get() {
        var before = known.get();
        long now = System.nanoTime();
        if (before != null && now - before.nanos() < validity.toNanos()) {
            return before.value();
        }
        try {
            var fresh = new Known<>(source.get(), now);
            known.set(fresh);
            return fresh.value();
        } catch (RuntimeException e) {
            log.warn("Metrics are those of before: {}", e.getMessage());
            return before == null ? null : before.value();
        }
    }
}
