package org.lectorium.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Tells the second of a recording at which something happened.
 *
 * @param durationSeconds null while it is unknown
 */
public record RecordingClock(Instant startedAt, @Nullable Double durationSeconds) {

    private static final double MILLIS = 1000;

    static RecordingClock of(Recording recording) {
        return new RecordingClock(recording.startedAt(), recording.durationSeconds());
    }

    /** Empty for what happened before or after it. */
    public OptionalDouble at(Instant instant) {
        double seconds = Duration.between(startedAt, instant).toMillis() / MILLIS;
        boolean inside = seconds >= 0 && (durationSeconds == null || seconds <= durationSeconds);
        return inside ? OptionalDouble.of(seconds) : OptionalDouble.empty();
    }
}
