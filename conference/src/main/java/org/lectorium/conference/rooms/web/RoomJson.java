package org.lectorium.conference.rooms.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.rooms.LiveRoom;
import org.lectorium.conference.rooms.Room;
import org.lectorium.conference.rooms.RoomRights;
import org.lectorium.core.PersonName;
import org.lectorium.core.UserId;
import org.lectorium.core.Viewer.Person;

/**
 * A room. Groups, the access of recordings, the text and the choice of an appearance are told to those who may change
 * them; others read none.
 *
 * @param owners the owner first, then co-owners; those that are gone have an empty name
 * @param consentText null for the installation's
 * @param recordingAccess null for the installation's default
 * @param appearance one that was chosen; null for what is meant for the room or for all
 */
@Schema(name = "Room")
record RoomJson(
        String name,
        String title,
        List<PersonName> owners,

        @Schema(allowableValues = {"organisation", "group", "owners"})
        String entry,

        List<String> entryGroups,
        boolean lobby,

        @Schema(allowableValues = {"owners", "lecturers", "everyone", "nobody"})
        String recordBy,

        boolean consent,
        @Nullable String consentText,

        @Schema(allowableValues = {"private", "participants", "group", "organisation", "link"}) @Nullable
        String recordingAccess,

        List<String> recordingGroups,
        @Nullable UUID appearance,
        boolean mayManage,
        boolean mayEnter,
        @Nullable LiveJson live,
        Instant createdAt) {

    @Schema(name = "LiveRoom")
    record LiveJson(
            String room, String title, @Nullable Integer conference, int people, Instant startedAt, boolean recording) {

        static LiveJson of(LiveRoom live) {
            return new LiveJson(
                    live.room(), live.title(), live.conference(), live.people(), live.startedAt(), live.recording());
        }
    }

    static RoomJson of(Room room, Person person, Map<UserId, String> names, @Nullable LiveRoom live) {
        boolean own = RoomRights.mayManage(room, person);
        return new RoomJson(
                room.name().value(),
                room.title(),
                room.owners().stream().map(owner -> PersonName.of(owner, names)).toList(),
                word(room.entry()),
                own ? room.entryGroups().stream().sorted().toList() : List.of(),
                room.lobby(),
                word(room.recordBy()),
                room.consent(),
                own ? room.consentText() : null,
                own && room.recordingAccess() != null ? room.recordingAccess().word() : null,
                own ? room.recordingGroups().stream().sorted().toList() : List.of(),
                own ? room.appearance() : null,
                own,
                RoomRights.mayEnter(room, person),
                live == null ? null : LiveJson.of(live),
                room.createdAt());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
