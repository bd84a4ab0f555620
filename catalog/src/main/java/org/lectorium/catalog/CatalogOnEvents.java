package org.lectorium.catalog;

import org.lectorium.core.RecordingEvent;
import org.lectorium.core.RecordingEvent.OriginalStored;
import org.lectorium.core.RecordingEvent.ProcessingFailed;
import org.lectorium.core.RecordingEvent.ProcessingProgressed;
import org.lectorium.core.RecordingEvent.RecordingPublished;
import org.lectorium.core.RecordingEvent.RecordingWatchable;
import org.lectorium.core.RecordingEvent.RetryRequested;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Step 7 of the flow: the catalog follows what happens to a recording, in the transaction in which it happens. */
@Component
class CatalogOnEvents {

    private final RecordingsTable recordings;

    CatalogOnEvents(RecordingsTable recordings) {
        this.recordings = recordings;
    }

    @EventListener
    void on(RecordingEvent event) {
        switch (event) {
            case OriginalStored(var id, var file, var meeting) -> recordings.add(id, file, meeting);
            case ProcessingProgressed(var id, var step, var percent, var eta) ->
                recordings.progressed(id, new Recording.Progress(step, percent, eta));
            case RecordingWatchable(var id, var facts, var renditions) -> recordings.watchable(id, facts, renditions);
            case RecordingPublished(var id, var facts, var renditions) -> recordings.published(id, facts, renditions);
            case ProcessingFailed(var id, var step, var problem, var nextTry) ->
                recordings.failed(id, problem, nextTry == null);
            case RetryRequested(var id) -> recordings.queuedAgain(id);
        }
    }
}
