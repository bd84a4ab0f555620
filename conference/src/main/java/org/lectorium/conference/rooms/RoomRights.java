package org.lectorium.conference.rooms;

import java.util.Collections;
import org.lectorium.core.Viewer.Person;

/** The one place where it is decided who may what in a room. */
public final class RoomRights {

    private RoomRights() {}

    /** Who may open a room by typing its name. */
    public enum OpenRooms {
        EVERYONE,
        LECTURERS,
        ADMINS
    }

    public static boolean mayOpen(OpenRooms policy, Person person, boolean lecturer) {
        return switch (policy) {
            case EVERYONE -> true;
            case LECTURERS -> lecturer || person.admin();
            case ADMINS -> person.admin();
        };
    }

    public static boolean mayManage(Room room, Person person) {
        return person.admin() || room.owners().contains(person.id());
    }

    public static boolean mayEnter(Room room, Person person) {
        return mayManage(room, person)
                || switch (room.entry()) {
                    case ORGANISATION -> true;
                    case GROUP -> !Collections.disjoint(room.entryGroups(), person.groups());
                    case OWNERS -> false;
                };
    }

    /**
     * Moderators are owner, co-owners, administrators and lecturers, whoever came first: where lecturers may enter they can
     * hold a lecture.
     */
    public static boolean moderates(Room room, Person person, boolean lecturer) {
        return mayManage(room, person) || lecturer;
    }

    public static boolean mayRecord(Room room, boolean moderator, boolean lecturer, boolean signedIn) {
        return switch (room.recordBy()) {
            case OWNERS -> moderator;
            case LECTURERS -> moderator || lecturer;
            case EVERYONE -> moderator || signedIn;
            case NOBODY -> false;
        };
    }
}
