package org.lectorium.core;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What other stages may know of a conference, one session in a room.
 *
 * @param number by which people call it
 * @param room the room's name as it stands in its address
 * @param meetingId Prosody's id of the room instance; null if Prosody did not say
 * @param endedAt null while it goes on
 * @param attended those of the people in it who have an account
 */
public record ConferenceFacts(
        int number,
        String room,
        @Nullable String meetingId,
        Instant startedAt,
        @Nullable Instant endedAt,
        Set<UserId> attended) {

    public ConferenceFacts {
        attended = Set.copyOf(attended);
    }
}
