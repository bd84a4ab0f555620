package org.lectorium.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What other stages may ask about what is on its way to us. */
public interface Deliveries {

    /** Whether a recorder still sends what it made in that session. */
    boolean isUnderWay(String recorderSession);

    /** What is being sent at this time and says what it is of. What its sender has given up for an hour is not. */
    List<Arriving> arriving();

    /** What is known of it; empty if nothing of that id is on its way. */
    Optional<Delivery> describe(RecordingId delivery);

    /** What it has become: a recording of the same id, unless its bytes had come before. */
    Optional<RecordingId> became(RecordingId delivery);

    /**
     * @param recording the id that it will have
     * @param bytes that were acknowledged
     * @param ofBytes null while nobody knows
     */
    record Arriving(
            RecordingId recording, long bytes, @Nullable Long ofBytes) {}

    /**
     * @param meeting as much of what its sender says as counts
     * @param owner who sends it; null for a recorder
     * @param fileName null if nobody said
     */
    record Delivery(
            RecordedMeeting meeting,
            @Nullable UserId owner,
            @Nullable String fileName,
            Instant begunAt) {}
}
