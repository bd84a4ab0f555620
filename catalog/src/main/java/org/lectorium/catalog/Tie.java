package org.lectorium.catalog;

import java.time.Instant;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.access.AccessRule;
import org.lectorium.core.ConferenceFacts;

/**
 * What a recording has of its conference.
 *
 * @param conference its number; null while none is known
 * @param startedAt when the recording began, on the best clock that is known
 * @param deliveredStart what was said at the delivery, once {@code startedAt} is on the clock of the conference
 */
public record Tie(
        @Nullable Integer conference,
        Instant startedAt,
        @Nullable Instant deliveredStart,
        AccessRule access) {

    /** Whether the recording's seconds are those of the chat. */
    public boolean isAligned() {
        return deliveredStart != null;
    }

    /** The first conference stays; who attended is never taken away, since others may have told of them. */
    public Tie to(ConferenceFacts facts) {
        var attended = new HashSet<>(access.attended());
        attended.addAll(facts.attended());
        return new Tie(
                conference == null ? Integer.valueOf(facts.number()) : conference,
                startedAt,
                deliveredStart,
                new AccessRule(access.level(), access.groups(), access.owners(), attended));
    }

    /**
     * The start as it was seen where the chat was seen. Whatever the recorder says is on a clock of its own: it may be
     * wrong by hours, in another zone, and of a moment before the first frame.
     *
     * @param seen null if nobody saw it
     */
    public Tie alignedTo(@Nullable Instant seen) {
        return seen == null || isAligned() ? this : new Tie(conference, seen, startedAt, access);
    }
}
