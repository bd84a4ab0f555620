package org.lectorium.conference.callbacks;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.lectorium.conference.story.Told;

/** Everything that was told, in the order of its arrival, and what has yet to be derived from it. */
public interface EventLog {

    /**
     * Keeps them and notes what has to be derived. What is there already is passed over.
     *
     * @return the ids of those that were not there
     */
    Set<UUID> append(List<Told> events);

    /** What was told of one room instance, or, with an empty meeting, of a room since the given instant. */
    List<Told> read(String roomJid, String meeting, Instant since);

    /** @param meeting empty for a whole room, where the source names no meetings */
    record Derivation(String roomJid, String meeting) {}

    /** Some of those that wait. */
    List<Derivation> waiting(int limit);

    /**
     * Takes one out, in the caller's transaction, until whose end nobody else gets it.
     *
     * @return false if somebody else has it
     */
    boolean claim(Derivation derivation);

    /** Waits until nobody derives the conference, and keeps it so until the caller's transaction ends. */
    void holdBack(int conference);
}
