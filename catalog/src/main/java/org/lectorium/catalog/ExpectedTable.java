package org.lectorium.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.lectorium.core.RecordedMeeting;
import org.lectorium.core.RecordingId;

/** Runs of recorders and what became of their recordings. */
public interface ExpectedTable {

    List<Expected> find(Collection<String> sessions);

    /** One that nobody else changes until the transaction ends. */
    Optional<Expected> lock(String session);

    /** @return false if there is one of this session */
    boolean add(Expected expected);

    void save(Expected expected);

    /**
     * Of which run a recorder's delivery is: by its session, or, if it names none, by meeting or room and the time. Locked
     * until the transaction ends.
     *
     * @param around an instant inside of the recording, if it is known, or else when it came
     */
    Optional<Expected> lockRunOf(RecordedMeeting meeting, Instant around);

    /** What a recorder delivered of that run and is of no other. */
    Optional<RecordingId> arrivedOf(String session);

    /** Sessions of those that are waited for although what they wait for is there. */
    List<String> overlooked(int limit);

    /** Sessions of those that ended and were heard to have ended before, and of which nobody was told yet. */
    List<String> endedBefore(Instant instant, int limit);

    Optional<Expected> byCard(RecordingId card);

    /** What came in place of a card. */
    Optional<RecordingId> became(RecordingId card);

    void tell(String session, Collection<String> emails, Instant now);

    /** One of those that have to go now, for the caller alone until its transaction ends. */
    Optional<Telling> nextTelling(Instant now);

    /** @param tries that were in vain */
    record Telling(Expected expected, String email, int tries) {}

    void told(Telling telling);

    void retry(Telling telling, Instant now, Duration later);
}
