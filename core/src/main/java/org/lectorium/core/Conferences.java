package org.lectorium.core;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What other stages may ask about conferences. */
public interface Conferences {

    /**
     * The conference that a recording was made of: by Prosody's id of the room instance, otherwise by room and time.
     *
     * @param around an instant inside of the recording
     */
    Optional<ConferenceFacts> recordedIn(RecordedMeeting meeting, Instant around);

    /**
     * When the recorder began, on the clock of Prosody, which is the clock of the chat; empty if Prosody did not see it.
     * The recorder's own clock may be wrong, and its file may be named in any zone.
     */
    Optional<Instant> recordingBegan(RecordedMeeting meeting, Instant around);

    /** Chats, in the order in which they were written; conferences without any are left out. */
    Map<Integer, List<ChatLine>> chats(Collection<Integer> conferences);
}
