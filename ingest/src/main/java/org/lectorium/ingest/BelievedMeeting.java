package org.lectorium.ingest;

import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.ConferenceFacts;
import org.lectorium.core.Conferences;
import org.lectorium.core.OwnedRooms;
import org.lectorium.core.RecordedMeeting;
import org.lectorium.core.UserId;
import org.springframework.stereotype.Component;

/** How much of what a sender tells counts. Ids and attendance open recordings and chats, so not everybody may tell them. */
@Component
class BelievedMeeting {

    private final Conferences conferences;
    private final OwnedRooms rooms;
    private final Clock clock;

    BelievedMeeting(Conferences conferences, OwnedRooms rooms, Clock clock) {
        this.conferences = conferences;
        this.rooms = rooms;
        this.clock = clock;
    }

    /** @param sender null for a recorder, which is believed */
    RecordedMeeting of(RecordedMeeting told, @Nullable UserId sender) {
        if (sender == null) {
            return told;
        }
        var id = told.meetingId();
        return id != null && mayName(id, sender) ? told.ofAPersonIn(id) : told.ofAPerson();
    }

    private boolean mayName(String meetingId, UserId person) {
        var alone = new RecordedMeeting(null, null, null, meetingId, null, Set.of());
        return conferences
                .recordedIn(alone, clock.instant())
                .filter(conference -> meetingId.equals(conference.meetingId()))
                .filter(conference -> wasIn(conference, person))
                .isPresent();
    }

    private boolean wasIn(ConferenceFacts conference, UserId person) {
        return conference.attended().contains(person) || rooms.ownedBy(person).contains(conference.room());
    }
}
