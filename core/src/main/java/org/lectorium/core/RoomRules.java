package org.lectorium.core;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is laid down about rooms and concerns what is recorded in them. */
public interface RoomRules {

    /**
     * @param owners of the room, and so of its recordings
     * @param recordingAccess what new recordings are given; null for the installation's default
     * @param recordingGroups whose members may watch, at {@link AccessLevel#GROUP}
     */
    record RoomRule(
            String title, List<UserId> owners, @Nullable AccessLevel recordingAccess, Set<String> recordingGroups) {

        public RoomRule {
            owners = List.copyOf(owners);
            recordingGroups = Set.copyOf(recordingGroups);
        }
    }

    /** @param room its name as it stands in its address */
    Optional<RoomRule> of(String room);
}
