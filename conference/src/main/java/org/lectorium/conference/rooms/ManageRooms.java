package org.lectorium.conference.rooms;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.AuditTrail;
import org.lectorium.core.AuditTrail.Deed;
import org.lectorium.core.People;
import org.lectorium.core.ProblemException;
import org.lectorium.core.RoomRules;
import org.lectorium.core.Secrets;
import org.lectorium.core.UserId;
import org.lectorium.core.Viewer.Person;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Opens, changes and removes rooms. */
@Component
public class ManageRooms implements RoomRules {

    private final RoomsTable table;
    private final RoomSettings settings;
    private final People people;
    private final AuditTrail audit;
    private final Clock clock;

    ManageRooms(RoomsTable table, RoomSettings settings, People people, AuditTrail audit, Clock clock) {
        this.table = table;
        this.settings = settings;
        this.people = people;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws ProblemException if there is none, or none that they may enter */
    public Room get(Person person, String typed) {
        return find(typed)
                .filter(room -> RoomRights.mayEnter(room, person))
                .orElseThrow(() -> new ProblemException(RoomProblem.ROOM_NOT_FOUND));
    }

    private Optional<Room> find(String typed) {
        return RoomName.of(typed).flatMap(table::find);
    }

    /** @throws ProblemException also if they may enter it, but not change it */
    public Room getOwn(Person person, String typed) {
        var room = get(person, typed);
        if (!RoomRights.mayManage(room, person)) {
            throw new ProblemException(RoomProblem.ROOM_NOT_YOURS);
        }
        return room;
    }

    /** @throws ProblemException if there is one of that name, whoever may enter it */
    @Transactional
    public Room open(Person person, String title) {
        var name = RoomName.typed(title);
        if (table.find(name).isPresent() || !add(person, name, title)) {
            throw new ProblemException(RoomProblem.ROOM_EXISTS, Map.of("room", name.value()));
        }
        return table.find(name).orElseThrow();
    }

    /**
     * The room of that name, opened if there is none.
     *
     * @param title what was typed; null if only the name in the address is known
     * @throws ProblemException if they may not open it, or not enter it
     */
    @Transactional
    public Room enter(Person person, String typed, @Nullable String title) {
        var name = RoomName.typed(typed);
        if (table.find(name).isEmpty()) {
            // Another may do the same at this moment: then it is theirs.
            add(person, name, title != null ? title : typed);
        }
        return table.find(name)
                .filter(room -> RoomRights.mayEnter(room, person))
                .orElseThrow(() -> new ProblemException(RoomProblem.ROOM_NOT_YOURS));
    }

    private boolean add(Person person, RoomName name, String title) {
        if (!RoomRights.mayOpen(settings.openRooms(), person, isLecturer(person))) {
            throw new ProblemException(RoomProblem.ROOM_MAY_NOT_OPEN);
        }
        boolean added = table.add(Room.opened(name, title, person.id(), clock.instant()));
        if (added) {
            audit.note(Deed.ROOM_OPENED, name.value(), Map.of("title", title));
        }
        return added;
    }

    private boolean isLecturer(Person person) {
        return people.profile(person.id()).filter(People.Profile::lecturer).isPresent();
    }

    /** @param changed with new values in it; owners that nobody knows, and a room without any, are refused */
    @Transactional
    public Room change(Person person, Room changed) {
        var before = getOwn(person, changed.name().value());
        var owners = List.copyOf(new LinkedHashSet<>(changed.owners()));
        var added = owners.stream()
                .filter(owner -> !before.owners().contains(owner))
                .toList();
        if (owners.isEmpty()
                || added.stream().anyMatch(owner -> people.find(owner).isEmpty())) {
            throw Given.invalid("owners", null);
        }
        table.save(changed);
        audit.note(Deed.ROOM_CHANGED, changed.name().value(), Map.of("title", changed.title()));
        return changed;
    }

    /** What took place in it stays. */
    @Transactional
    public void remove(Person person, String typed) {
        var room = getOwn(person, typed);
        table.remove(room.name());
        audit.note(Deed.ROOM_DELETED, room.name().value(), Map.of("title", room.title()));
    }

    /** @param key from now on opens the feed of the room's meetings, and nothing else does */
    @Transactional
    public void setCalendarKey(Room room, String key) {
        table.setCalendarKey(room.name(), Secrets.hash(key));
        audit.note(Deed.ROOM_CHANGED, room.name().value(), Map.of("title", room.title(), "change", "calendar-key"));
    }

    /** The room whose feed the key opens. */
    public Room byCalendarKey(String typed, String key) {
        return find(typed)
                .filter(room -> table.hasCalendarKey(room.name(), Secrets.hash(key)))
                .orElseThrow(() -> new ProblemException(RoomProblem.ROOM_NOT_FOUND));
    }

    /** Whether they own it or administrate; false for a room that nobody opened, unless they administrate. */
    public boolean mayManage(Person person, String room) {
        return person.admin()
                || find(room)
                        .filter(found -> RoomRights.mayManage(found, person))
                        .isPresent();
    }

    @Override
    public Optional<RoomRule> of(String room) {
        return find(room)
                .map(found ->
                        new RoomRule(found.title(), found.owners(), found.recordingAccess(), found.recordingGroups()));
    }

    /** Names to show, in the order of the owners; those who are gone have an empty one. */
    public Map<UserId, String> names(Room room) {
        return people.names(room.owners());
    }
}
