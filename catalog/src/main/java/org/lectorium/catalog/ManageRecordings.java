package org.lectorium.catalog;

import java.time.Clock;
import java.util.Map;
import org.lectorium.core.ProblemException;
import org.lectorium.core.RecordingEvent.RetryRequested;
import org.lectorium.core.RecordingId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people do to a recording. Throws {@link CatalogProblem#RECORDING_NOT_FOUND} for one that there is not. */
@Component
public class ManageRecordings {

    private final RecordingsTable recordings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ManageRecordings(RecordingsTable recordings, ApplicationEventPublisher events, Clock clock) {
        this.recordings = recordings;
        this.events = events;
        this.clock = clock;
    }

    public Recording get(RecordingId id) {
        return recordings.find(id).orElseThrow(() -> notFound(id));
    }

    @Transactional
    public Recording rename(RecordingId id, String title) {
        if (!recordings.rename(id, title)) {
            throw notFound(id);
        }
        return get(id);
    }

    /** Hides it; nothing is deleted. Does nothing to one in the trash. */
    @Transactional
    public void trash(RecordingId id) {
        if (!recordings.trash(id, clock.instant())) {
            throw notFound(id);
        }
    }

    @Transactional
    public Recording restore(RecordingId id) {
        if (!recordings.trash(id, null)) {
            throw notFound(id);
        }
        return get(id);
    }

    @Transactional
    public Recording retry(RecordingId id) {
        var recording = get(id);
        if (recording.status() != RecordingStatus.FAILED) {
            throw new ProblemException(CatalogProblem.NOTHING_TO_RETRY);
        }
        events.publishEvent(new RetryRequested(id));
        return get(id);
    }

    private static ProblemException notFound(RecordingId id) {
        return new ProblemException(CatalogProblem.RECORDING_NOT_FOUND, Map.of("recording", id.toString()));
    }
}
