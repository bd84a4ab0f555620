package org.lectorium.conference.history;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.UserId;

/**
 * From a joining to the leaving after it.
 *
 * @param kind participant, recorder or transcriber
 * @param to null while they are there
 */
public record Interval(
        String participant,
        String kind,
        @Nullable UserId user,
        @Nullable UUID pass,
        @Nullable String name,
        @Nullable String email,
        boolean moderator,
        Instant from,
        @Nullable Instant to,
        boolean uncertain) {

    /** Two intervals of the same person have the same key. Guests are told apart by their passes and names. */
    String person() {
        if (user != null) {
            return "user:" + user;
        }
        return pass == null && name == null ? "participant:" + participant : "guest:" + pass + ":" + name;
    }
}
