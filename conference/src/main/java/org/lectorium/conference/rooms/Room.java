package org.lectorium.conference.rooms;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.AccessLevel;
import org.lectorium.core.UserId;

/**
 * A room that was opened once, and what its owners laid down for it. {@link RoomRights} says what it means.
 *
 * @param title what was typed when it was opened, or set later
 * @param owners the owner first, then the co-owners
 * @param entryGroups whose members may enter; counts at {@link Entry#GROUP} only, but is kept
 * @param lobby whether people wait until somebody lets them in
 * @param consent whether everybody has to agree to being recorded
 * @param consentText null for the installation's
 * @param recordingAccess what new recordings are given; null for the installation's default
 * @param appearance one that was chosen for it; null for what is meant for it or for all rooms
 */
public record Room(
        RoomName name,
        String title,
        List<UserId> owners,
        Entry entry,
        Set<String> entryGroups,
        boolean lobby,
        RecordBy recordBy,
        boolean consent,
        @Nullable String consentText,
        @Nullable AccessLevel recordingAccess,
        Set<String> recordingGroups,
        @Nullable UUID appearance,
        Instant createdAt) {

    public Room {
        owners = List.copyOf(owners);
        entryGroups = Set.copyOf(entryGroups);
        recordingGroups = Set.copyOf(recordingGroups);
    }

    /** As it is when somebody has just typed its name. */
    public static Room opened(RoomName name, String title, UserId owner, Instant at) {
        return new Room(
                name,
                title,
                List.of(owner),
                Entry.ORGANISATION,
                Set.of(),
                false,
                RecordBy.OWNERS,
                false,
                null,
                null,
                Set.of(),
                null,
                at);
    }

    /** Who may enter besides owners, administrators and guests with a pass. */
    public enum Entry {
        ORGANISATION,
        GROUP,
        OWNERS
    }

    /** Who may start the recorder. */
    public enum RecordBy {
        /** Whoever moderates. */
        OWNERS,
        /** Whoever moderates, and every lecturer. */
        LECTURERS,
        /** Everybody who is signed in, and whoever moderates. */
        EVERYONE,
        NOBODY
    }
}
