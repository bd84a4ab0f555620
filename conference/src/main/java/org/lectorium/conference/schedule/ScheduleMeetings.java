package org.lectorium.conference.schedule;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.ical4j.Calendars;
import org.lectorium.conference.ical4j.Calendars.Event;
import org.lectorium.conference.joining.OurAddress;
import org.lectorium.conference.rooms.Given;
import org.lectorium.conference.rooms.ManageRooms;
import org.lectorium.conference.rooms.Room;
import org.lectorium.conference.rooms.RoomProblem;
import org.lectorium.core.ProblemException;
import org.lectorium.core.Secrets;
import org.lectorium.core.Viewer.Person;
import org.springframework.stereotype.Component;

/** Plans meetings, and tells calendars of them. */
@Component
public class ScheduleMeetings {

    private static final int NEXT = 5;
    private static final int MOST = 200;

    private final MeetingsTable table;
    private final ManageRooms rooms;
    private final OurAddress address;
    private final Clock clock;

    ScheduleMeetings(MeetingsTable table, ManageRooms rooms, OurAddress address, Clock clock) {
        this.table = table;
        this.rooms = rooms;
        this.address = address;
        this.clock = clock;
    }

    public List<Meeting> of(Person person, String room) {
        return table.of(rooms.get(person, room).name());
    }

    /** The first five that have not ended. */
    public List<Instant> next(Meeting meeting) {
        return Calendars.next(
                meeting.startsAt(), meeting.duration(), meeting.zone(), meeting.rrule(), clock.instant(), NEXT);
    }

    /** @param id of the one that is changed; null for a new one */
    public Meeting save(Person person, String typed, @Nullable UUID id, Plan plan) {
        var room = rooms.getOwn(person, typed);
        if (id == null && table.of(room.name()).size() >= MOST) {
            throw Given.invalid("meetings", null);
        }
        var known = id == null ? UUID.randomUUID() : get(room, id).id();
        var meeting = new Meeting(
                known,
                room.name(),
                plan.title(),
                plan.startsAt(),
                plan.duration(),
                plan.zone(),
                plan.rrule(),
                clock.instant());
        table.save(meeting);
        return meeting;
    }

    public void remove(Person person, String room, UUID id) {
        table.remove(get(rooms.getOwn(person, room), id).id());
    }

    private Meeting get(Room room, UUID id) {
        return table.find(room.name(), id).orElseThrow(() -> new ProblemException(RoomProblem.MEETING_NOT_FOUND));
    }

    /** @return what opens the feed from now on; the one before opens nothing any more */
    public String newKey(Person person, String room) {
        var key = Secrets.random();
        rooms.setCalendarKey(rooms.getOwn(person, room), key);
        return key;
    }

    /** The feed, for whoever has its key. */
    public byte[] feed(String typed, String key) {
        var room = rooms.byCalendarKey(typed, key);
        var page = URI.create(address.base() + "/room/" + room.name());
        return Calendars.write(
                room.title(),
                table.of(room.name()).stream()
                        .map(meeting -> new Event(
                                meeting.id().toString(),
                                meeting.title(),
                                meeting.startsAt(),
                                meeting.duration(),
                                meeting.zone(),
                                meeting.rrule(),
                                "",
                                page,
                                meeting.changedAt()))
                        .toList());
    }
}
