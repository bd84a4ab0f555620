package org.lectorium.conference.passes;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.rooms.RoomName;
import org.lectorium.core.UserId;

/**
 * Lets guests into one room. Its token is known to those who have the link, and to nobody else.
 *
 * @param name what its maker calls it
 * @param opensAt null for at once
 * @param closesAt null for never
 * @param maxUses how many guests may come; null for any number
 * @param note for its makers alone
 */
public record Pass(
        UUID id,
        RoomName room,
        String roomTitle,
        String name,
        @Nullable Instant opensAt,
        @Nullable Instant closesAt,
        Role role,
        @Nullable Integer maxUses,
        int uses,
        String note,
        Instant createdAt,
        UserId createdBy,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    /** What guests are in the room. */
    public enum Role {
        GUEST,
        MODERATOR
    }

    public enum State {
        ACTIVE,
        NOT_YET,
        EXPIRED,
        USED_UP,
        REVOKED;

        /** As it is written in the API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** @throws IllegalArgumentException if no state is called so */
        public static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** Of several reasons the one that lasts longest. {@code JdbcPassesTable} says the same for lists. */
    public State state(Instant now) {
        if (revokedAt != null) {
            return State.REVOKED;
        }
        if (closesAt != null && !closesAt.isAfter(now)) {
            return State.EXPIRED;
        }
        if (maxUses != null && uses >= maxUses) {
            return State.USED_UP;
        }
        return opensAt != null && opensAt.isAfter(now) ? State.NOT_YET : State.ACTIVE;
    }

    /** Whether somebody who came in with it before may come again. */
    boolean letsBackIn(Instant now) {
        var state = state(now);
        return state == State.ACTIVE || state == State.USED_UP;
    }

    @Override
    public String toString() {
        return "pass " + id;
    }
}
