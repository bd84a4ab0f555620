package org.lectorium.conference.jitsi;

import org.jspecify.annotations.Nullable;

/**
 * Whoever is let into a room.
 *
 * @param id an account's, or {@code pass:} and that of a pass
 * @param email null if it is not known
 */
public record Entrant(String id, String name, @Nullable String email, boolean moderator, boolean mayRecord) {}
