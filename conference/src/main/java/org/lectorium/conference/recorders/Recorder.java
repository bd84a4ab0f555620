package org.lectorium.conference.recorders;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a recorder said last of itself.
 *
 * @param detail what it is ill of; null if it is well
 */
public record Recorder(
        String id, Busy busy, boolean healthy, @Nullable String detail, Instant seenAt) {

    /** It speaks every minute: three times nothing is no accident. */
    private static final Duration LOST = Duration.ofMinutes(3).plusSeconds(10);

    /** In Jibri's words. */
    public enum Busy {
        IDLE,
        BUSY,
        /** Has recorded and will not again before it is started anew. */
        EXPIRED
    }

    /** The worst that can be said of it. */
    public enum State {
        IDLE,
        BUSY,
        UNHEALTHY,
        LOST
    }

    public boolean isLost(Instant now) {
        return seenAt.plus(LOST).isBefore(now);
    }

    public State state(Instant now) {
        if (isLost(now)) {
            return State.LOST;
        }
        if (!healthy) {
            return State.UNHEALTHY;
        }
        return busy == Busy.IDLE ? State.IDLE : State.BUSY;
    }
}
