package org.lectorium.conference.consent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.consent.ConsentTexts.ConsentText;
import org.lectorium.conference.rooms.RoomName;
import org.lectorium.core.UserId;

/**
 * Who agreed to what, and when; only ever added to. A consent belongs to the conference that was going on in the room,
 * or to the first one that began soon after.
 */
public interface Consents {

    /**
     * @param name as it was at that moment
     * @param user null for a guest
     * @param pass with which a guest came; null for somebody with an account
     */
    record Consenter(
            String name, @Nullable UserId user, @Nullable UUID pass) {}

    record Consent(String name, Instant at, String version, String text) {}

    void add(RoomName room, Instant at, ConsentText text, String language, Consenter who);

    /** In the order in which they were given. */
    List<Consent> of(int conference);

    /** How many people; guests of one pass are told apart by their names. */
    int count(int conference);

    /** In which room it took place; empty if there was none. */
    Optional<String> room(int conference);
}
