package org.lectorium.conference.callbacks;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.story.Story;

/** Keeps stories as the conferences that people see. */
public interface ConferencesTable {

    /** @param meeting empty for what event_sync told */
    record RoomInstance(String roomJid, String meeting) {}

    /**
     * A conference that goes on.
     *
     * @param heardAt when something of it was last heard
     * @param openingSeconds what event_sync calls the session by; null for our module
     */
    record Open(
            RoomInstance instance,
            Instant heardAt,
            @Nullable Long openingSeconds) {}

    /**
     * @param key names the room instance within the room, whoever told of it
     * @param boot in which of Prosody's lives it was
     * @param heardAt when something of it was last heard
     */
    record Derived(
            String room,
            String roomJid,
            String key,
            Story story,
            @Nullable UUID boot,
            Instant heardAt) {}

    /**
     * Keeps a story under the number that it has, or under a new one.
     *
     * @return the number
     */
    int save(Derived conference, Instant now);

    Optional<Integer> number(String roomJid, String key);

    /** One in this room that overlaps, begun by the same kind of source or another. */
    Optional<Overlapping> overlapping(String roomJid, Instant from, @Nullable Instant to);

    record Overlapping(int number, String key) {}

    /** Another name for the same room instance. */
    void rename(int number, String key);

    List<Open> openOf(UUID boot);

    /** From now on what is open in it is over; what we know of that is derived again. */
    void endBoot(UUID boot, Instant at);

    boolean isOver(UUID boot);

    /** So many events of it were lost before they could be sent. */
    void noteDropped(UUID boot, long events);

    /** When something of it was last heard, in whatever way. */
    Optional<Instant> heardAt(String roomJid, String key);

    /** They are still there. */
    void heard(Collection<RoomInstance> instances, Instant at);

    /** Those that go on and of which nothing was heard for too long; event_sync may be silent for longer. */
    List<Open> silentSince(Instant instant, Instant ofSync);
}
