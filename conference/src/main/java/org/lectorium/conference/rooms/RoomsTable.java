package org.lectorium.conference.rooms;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.Sha256;
import org.lectorium.core.Viewer.Person;

/** Rooms, and what goes on in them. */
public interface RoomsTable {

    Optional<Room> find(RoomName name);

    /** @return false if there is one of that name */
    boolean add(Room room);

    void save(Room room);

    void remove(RoomName name);

    record Found(List<Room> items, long total) {}

    /**
     * Those that the person may enter, by title.
     *
     * @param words that stand in title or name; null for all
     * @param own only those that they own
     */
    Found search(Person person, @Nullable String words, boolean own, int page, int size);

    Map<RoomName, LiveRoom> live(Collection<RoomName> rooms);

    /** All rooms that are live and that the person may enter; those that nobody opened are the administrators'. */
    List<LiveRoom> live(Person person);

    /** Somebody was given a token for it; a later end than this stays. */
    void admit(RoomName room, Instant until);

    /** Until when somebody has a token for it. */
    Optional<Instant> admittedUntil(RoomName room);

    /** What opened the feed before opens it no more. */
    void setCalendarKey(RoomName room, Sha256 key);

    boolean hasCalendarKey(RoomName room, Sha256 key);
}
