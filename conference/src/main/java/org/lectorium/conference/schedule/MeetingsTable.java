package org.lectorium.conference.schedule;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lectorium.conference.rooms.RoomName;

/** Meetings. */
public interface MeetingsTable {

    /** By their first time. */
    List<Meeting> of(RoomName room);

    Optional<Meeting> find(RoomName room, UUID meeting);

    void save(Meeting meeting);

    void remove(UUID meeting);
}
