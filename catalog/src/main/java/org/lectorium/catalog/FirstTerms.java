package org.lectorium.catalog;

import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.access.AccessDefaultsTable;
import org.lectorium.catalog.access.AccessRule;
import org.lectorium.core.RecordedMeeting;
import org.lectorium.core.RoomRules;
import org.lectorium.core.RoomRules.RoomRule;
import org.lectorium.core.UserId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What a recording is called at first, and who may watch it: what is laid down for its room, or for all. */
@Component
class FirstTerms {

    private final AccessDefaultsTable defaults;
    private final ObjectProvider<RoomRules> rooms;

    FirstTerms(AccessDefaultsTable defaults, ObjectProvider<RoomRules> rooms) {
        this.defaults = defaults;
        this.rooms = rooms;
    }

    /** @param meeting with a title, if there is one for it */
    record Terms(RecordedMeeting meeting, AccessRule access) {}

    /** @param owner who sent it; null for a recorder */
    Terms of(RecordedMeeting meeting, @Nullable UserId owner) {
        var rule = ruleOf(meeting.room(), owner);
        return new Terms(titled(meeting, rule), accessOf(meeting, owner, rule));
    }

    /** Nobody puts recordings into rooms of others. */
    private @Nullable RoomRule ruleOf(@Nullable String room, @Nullable UserId uploader) {
        var rules = rooms.getIfAvailable();
        return rules == null || room == null
                ? null
                : rules.of(room)
                        .filter(rule -> uploader == null || rule.owners().contains(uploader))
                        .orElse(null);
    }

    private static RecordedMeeting titled(RecordedMeeting meeting, @Nullable RoomRule rule) {
        return rule == null || meeting.title() != null
                ? meeting
                : meeting.orElse(new RecordedMeeting(null, rule.title(), null, null, null, Set.of()));
    }

    /** The room's rule goes before what administrators laid down for it; whoever sent it is its first owner. */
    private AccessRule accessOf(RecordedMeeting meeting, @Nullable UserId owner, @Nullable RoomRule rule) {
        var owners = Stream.concat(Stream.ofNullable(owner), rule == null ? Stream.of() : rule.owners().stream())
                .distinct()
                .toList();
        if (rule != null && rule.recordingAccess() != null) {
            return new AccessRule(rule.recordingAccess(), rule.recordingGroups(), owners, meeting.attended());
        }
        var given = defaults.of(meeting.room());
        return new AccessRule(given.level(), given.groups(), owners, meeting.attended());
    }
}
