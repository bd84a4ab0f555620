package org.lectorium.conference.appearance;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A look for some rooms and some time.
 *
 * @param rooms by their names; empty for all
 * @param from null for: always was
 * @param until null for: ever will be
 * @param logo the id of its image; null for none, as the background
 */
public record Appearance(
        UUID id,
        String name,
        Set<String> rooms,
        @Nullable Instant from,
        @Nullable Instant until,
        Look look,
        @Nullable UUID logo,
        @Nullable UUID background,
        Instant createdAt) {

    public Appearance {
        rooms = Set.copyOf(rooms);
    }

    private boolean isValid(Instant now) {
        return (from == null || !from.isAfter(now)) && (until == null || until.isAfter(now));
    }

    /**
     * What a room looks like now: what was chosen for it, if that is valid; otherwise what is meant for it; otherwise
     * what is meant for all. Of several the newest.
     *
     * @param chosen null if the room has no choice of its own
     */
    static Optional<Appearance> of(String room, @Nullable UUID chosen, Collection<Appearance> all, Instant now) {
        return all.stream()
                .filter(each -> each.isValid(now))
                .filter(each -> each.id.equals(chosen) || each.rooms.isEmpty() || each.rooms.contains(room))
                .max(Comparator.comparing((Appearance each) -> each.id.equals(chosen))
                        .thenComparing(each -> each.rooms.contains(room))
                        .thenComparing(Appearance::createdAt)
                        .thenComparing(Appearance::id));
    }
}
