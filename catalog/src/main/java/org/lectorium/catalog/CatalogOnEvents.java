package org.lectorium.catalog;

import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.access.AccessDefaultsTable;
import org.lectorium.catalog.access.AccessRule;
import org.lectorium.core.RecordedMeeting;
import org.lectorium.core.RecordingEvent;
import org.lectorium.core.RecordingEvent.OriginalStored;
import org.lectorium.core.RecordingEvent.ProcessingFailed;
import org.lectorium.core.RecordingEvent.ProcessingProgressed;
import org.lectorium.core.RecordingEvent.RecordingPublished;
import org.lectorium.core.RecordingEvent.RecordingWatchable;
import org.lectorium.core.RecordingEvent.RetryRequested;
import org.lectorium.core.RoomRules;
import org.lectorium.core.RoomRules.RoomRule;
import org.lectorium.core.UserId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Step 7 of the flow: the catalog follows what happens to a recording, in the transaction in which it happens. */
@Component
class CatalogOnEvents {

    private final RecordingsTable recordings;
    private final AccessDefaultsTable defaults;
    private final TieToConferences ties;
    private final ObjectProvider<RoomRules> rooms;

    CatalogOnEvents(
            RecordingsTable recordings,
            AccessDefaultsTable defaults,
            TieToConferences ties,
            ObjectProvider<RoomRules> rooms) {
        this.recordings = recordings;
        this.defaults = defaults;
        this.ties = ties;
        this.rooms = rooms;
    }

    @EventListener
    void on(RecordingEvent event) {
        switch (event) {
            case OriginalStored(var id, var file, var meeting, var owner) -> {
                var rule = ruleOf(meeting.room(), owner);
                recordings.add(id, file, titled(meeting, rule), accessOf(meeting, owner, rule), owner);
                ties.tie(id);
            }
            case ProcessingProgressed(var id, var step, var percent, var eta) ->
                recordings.progressed(id, new Recording.Progress(step, percent, eta));
            case RecordingWatchable(var id, var facts, var renditions) -> {
                recordings.watchable(id, facts, renditions);
                ties.tie(id);
            }
            case RecordingPublished(var id, var facts, var renditions) -> {
                recordings.published(id, facts, renditions);
                ties.tie(id);
            }
            case ProcessingFailed(var id, var step, var problem, var nextTry) -> {
                recordings.failed(id, problem, nextTry == null);
                ties.tie(id);
            }
            case RetryRequested(var id) -> recordings.queuedAgain(id);
        }
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
