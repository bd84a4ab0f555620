package org.lectorium.catalog;

import java.util.List;
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
import org.lectorium.core.UserId;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Step 7 of the flow: the catalog follows what happens to a recording, in the transaction in which it happens. */
@Component
class CatalogOnEvents {

    private final RecordingsTable recordings;
    private final AccessDefaultsTable defaults;

    CatalogOnEvents(RecordingsTable recordings, AccessDefaultsTable defaults) {
        this.recordings = recordings;
        this.defaults = defaults;
    }

    @EventListener
    void on(RecordingEvent event) {
        switch (event) {
            case OriginalStored(var id, var file, var meeting, var owner) ->
                recordings.add(id, file, meeting, accessOf(meeting, owner));
            case ProcessingProgressed(var id, var step, var percent, var eta) ->
                recordings.progressed(id, new Recording.Progress(step, percent, eta));
            case RecordingWatchable(var id, var facts, var renditions) -> recordings.watchable(id, facts, renditions);
            case RecordingPublished(var id, var facts, var renditions) -> recordings.published(id, facts, renditions);
            case ProcessingFailed(var id, var step, var problem, var nextTry) ->
                recordings.failed(id, problem, nextTry == null);
            case RetryRequested(var id) -> recordings.queuedAgain(id);
        }
    }

    private AccessRule accessOf(RecordedMeeting meeting, @Nullable UserId owner) {
        var given = defaults.of(meeting.room());
        return new AccessRule(
                given.level(), given.groups(), owner == null ? List.of() : List.of(owner), meeting.attended());
    }
}
