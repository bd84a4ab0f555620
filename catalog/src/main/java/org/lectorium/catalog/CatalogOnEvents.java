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
    private final FirstTerms terms;
    private final TieToConferences ties;
    private final ExpectRecordings expected;

    CatalogOnEvents(RecordingsTable recordings, FirstTerms terms, TieToConferences ties, ExpectRecordings expected) {
        this.recordings = recordings;
        this.terms = terms;
        this.ties = ties;
        this.expected = expected;
    }

    @EventListener
    void on(RecordingEvent event) {
        switch (event) {
            case OriginalStored(var id, var file, var told, var owner) -> {
                var meeting = owner == null ? expected.arrived(id, told, file.receivedAt()) : told;
                var first = terms.of(meeting, owner);
                recordings.add(id, file, first.meeting(), first.access(), owner);
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
}
