package org.lectorium.conference.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectorium.conference.rooms.Room.Entry;
import org.lectorium.conference.rooms.Room.RecordBy;
import org.lectorium.conference.rooms.RoomRights.OpenRooms;
import org.lectorium.core.UserId;
import org.lectorium.core.Viewer.Person;

class RoomRightsTest {

    private static final Person OWNER = new Person(UserId.random(), false, Set.of());
    private static final Person ADMIN = new Person(UserId.random(), true, Set.of());
    private static final Person PHYSICIST = new Person(UserId.random(), false, Set.of("physics"));
    private static final Person STRANGER = new Person(UserId.random(), false, Set.of());

    @ParameterizedTest
    @CsvSource({
        "ORGANISATION, true, true, true, true",
        "GROUP, true, true, true, false",
        "OWNERS, true, true, false, false"
    })
    void letsIn(Entry entry, boolean owner, boolean admin, boolean physicist, boolean stranger) {
        var room = room(entry, RecordBy.OWNERS, OWNER);

        assertThat(RoomRights.mayEnter(room, OWNER)).isEqualTo(owner);
        assertThat(RoomRights.mayEnter(room, ADMIN)).isEqualTo(admin);
        assertThat(RoomRights.mayEnter(room, PHYSICIST)).isEqualTo(physicist);
        assertThat(RoomRights.mayEnter(room, STRANGER)).isEqualTo(stranger);
    }

    @Test
    void makesModerators() {
        var owned = room(Entry.ORGANISATION, RecordBy.OWNERS, OWNER, PHYSICIST);
        var left = room(Entry.ORGANISATION, RecordBy.OWNERS);

        assertThat(RoomRights.moderates(owned, OWNER, false)).isTrue();
        assertThat(RoomRights.moderates(owned, PHYSICIST, false)).isTrue();
        assertThat(RoomRights.moderates(owned, ADMIN, true)).isTrue();
        assertThat(RoomRights.moderates(owned, STRANGER, true)).isTrue();
        assertThat(RoomRights.moderates(owned, STRANGER, false)).isFalse();
        assertThat(RoomRights.moderates(left, STRANGER, true)).isTrue();
        assertThat(RoomRights.moderates(left, STRANGER, false)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "OWNERS, true, false, false, false",
        "LECTURERS, true, true, false, false",
        "EVERYONE, true, true, true, false",
        "NOBODY, false, false, false, false"
    })
    void letsRecord(RecordBy by, boolean moderator, boolean lecturer, boolean user, boolean guest) {
        var room = room(Entry.ORGANISATION, by, OWNER);

        assertThat(RoomRights.mayRecord(room, true, false, false)).isEqualTo(moderator);
        assertThat(RoomRights.mayRecord(room, false, true, true)).isEqualTo(lecturer);
        assertThat(RoomRights.mayRecord(room, false, false, true)).isEqualTo(user);
        assertThat(RoomRights.mayRecord(room, false, false, false)).isEqualTo(guest);
    }

    @ParameterizedTest
    @CsvSource({"EVERYONE, true, true, true", "LECTURERS, true, true, false", "ADMINS, true, false, false"})
    void letsOpen(OpenRooms policy, boolean admin, boolean lecturer, boolean user) {
        assertThat(RoomRights.mayOpen(policy, ADMIN, true)).isEqualTo(admin);
        assertThat(RoomRights.mayOpen(policy, STRANGER, true)).isEqualTo(lecturer);
        assertThat(RoomRights.mayOpen(policy, STRANGER, false)).isEqualTo(user);
    }

    private static Room room(Entry entry, RecordBy by, Person... owners) {
        return new Room(
                new RoomName("room"),
                "Room",
                List.of(owners).stream().map(Person::id).toList(),
                entry,
                Set.of("physics"),
                false,
                by,
                false,
                null,
                null,
                Set.of(),
                null,
                Instant.EPOCH);
    }
}
