package org.lectorium.conference.jitsi;

import org.jspecify.annotations.Nullable;

/**
 * Whoever is let into a room.
 *
 * @param id an account's, or {@code pass:} and that of a pass
 * @param email null if it is not known
 * @param picture its address; null if there is none
 */
public record Entrant(
        String id,
        String name,
        @Nullable String email,
        @Nullable String picture,
        boolean moderator,
        boolean mayRecord) {}
