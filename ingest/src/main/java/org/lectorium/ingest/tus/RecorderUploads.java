package org.lectorium.ingest.tus;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.lectorium.core.Deliveries;
import org.lectorium.core.DeliveryBegun;
import org.lectorium.ingest.IngestRecording;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells others what recorders send, before it is there. Looked for again and again, so that no crash can hide one. */
@Component
class RecorderUploads implements Deliveries {

    private static final int MOST = 1000;

    /** A recorder that tries again waits a quarter of an hour at the most. */
    private static final Duration GIVEN_UP = Duration.ofHours(1);

    private final UploadsTable uploads;
    private final IngestRecording ingest;
    private final UploadSettings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RecorderUploads(
            UploadsTable uploads,
            IngestRecording ingest,
            UploadSettings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.uploads = uploads;
        this.ingest = ingest;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public boolean isUnderWay(String recorderSession) {
        var since = clock.instant().minus(GIVEN_UP);
        return underWay().stream()
                // It expires so long after its last byte.
                .filter(upload -> upload.expiresAt().minus(settings.expiry()).isAfter(since))
                .anyMatch(upload ->
                        recorderSession.equals(metadata(upload).told().fields().get("sessionId")));
    }

    @Scheduled(fixedDelay = 5_000)
    void tell() {
        for (Upload upload : underWay()) {
            var said = metadata(upload);
            events.publishEvent(new DeliveryBegun(ingest.meetingOf(said.fileName(), said.told()), upload.createdAt()));
        }
    }

    private List<Upload> underWay() {
        return uploads.unfinished(null, 0, MOST).items();
    }

    private static UploadMetadata metadata(Upload upload) {
        return UploadMetadata.parse(upload.metadata());
    }
}
