package org.lectorium.conference.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which conferences to list; null means all.
 *
 * @param text in the name of the room, or the number
 * @param from the earliest start, included
 * @param to the latest start, excluded
 */
public record ConferenceFilter(
        @Nullable String text,
        @Nullable String room,
        @Nullable Instant from,
        @Nullable Instant to,
        boolean live) {}
