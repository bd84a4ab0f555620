package org.lectorium.ingest.tus;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.lectorium.core.ArrivingBytes;
import org.lectorium.core.Deliveries;
import org.lectorium.core.DeliveryBegun;
import org.lectorium.core.ProblemException;
import org.lectorium.core.RecordedMeeting;
import org.lectorium.core.RecordingId;
import org.lectorium.ingest.IngestRecording;
import org.lectorium.ingest.Spool;
import org.lectorium.ingest.tus.Upload.Finished;
import org.lectorium.ingest.tus.Upload.Kind;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells others what is sent, before it is there. Looked for again and again, so that no crash can hide one. */
@Component
class UploadsUnderWay implements Deliveries, ArrivingBytes {

    private static final int MOST = 1000;

    /** A recorder that tries again waits a quarter of an hour at the most. */
    private static final Duration GIVEN_UP = Duration.ofHours(1);

    private final UploadsTable uploads;
    private final IngestRecording ingest;
    private final UploadSettings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Spool spool;
    private final Parts parts;

    UploadsUnderWay(
            UploadsTable uploads,
            IngestRecording ingest,
            Spool spool,
            UploadSettings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.uploads = uploads;
        this.ingest = ingest;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
        this.spool = spool;
        this.parts = new Parts(spool);
    }

    @Override
    public boolean isUnderWay(String recorderSession) {
        var since = clock.instant().minus(GIVEN_UP);
        return ofRecorders().stream()
                // It expires so long after its last byte.
                .filter(upload -> upload.expiresAt().minus(settings.expiry()).isAfter(since))
                .anyMatch(upload ->
                        recorderSession.equals(metadata(upload).told().fields().get("sessionId")));
    }

    @Scheduled(fixedDelay = 5_000)
    void tell() {
        for (Upload upload : ofRecorders()) {
            events.publishEvent(new DeliveryBegun(told(upload), upload.createdAt()));
        }
    }

    private List<Upload> ofRecorders() {
        return uploads.unfinished(null, 0, MOST).items();
    }

    @Override
    public List<Arriving> arriving() {
        var expiringAfter = clock.instant().minus(GIVEN_UP).plus(settings.expiry());
        return uploads.arriving(expiringAfter, MOST).stream()
                .filter(upload -> saysOfWhat(told(upload)))
                .map(upload -> new Arriving(upload.recording(), upload.received(), upload.length()))
                .toList();
    }

    private static boolean saysOfWhat(RecordedMeeting meeting) {
        return meeting.room() != null || meeting.meetingId() != null || meeting.recorderSession() != null;
    }

    private RecordedMeeting told(Upload upload) {
        var said = metadata(upload);
        return ingest.meetingOf(said.fileName(), said.told());
    }

    @Override
    public Optional<Delivery> describe(RecordingId delivery) {
        return uploads.find(delivery.value())
                .filter(upload -> upload.finished() == null)
                .map(upload -> {
                    var said = metadata(upload);
                    var meeting = ingest.meetingOf(said.fileName(), said.told(), upload.owner());
                    return new Delivery(meeting, upload.owner(), said.fileName(), upload.createdAt());
                });
    }

    @Override
    public Optional<RecordingId> became(RecordingId delivery) {
        return uploads.find(delivery.value()).map(Upload::finished).map(Finished::recording);
    }

    private static UploadMetadata metadata(Upload upload) {
        return UploadMetadata.parse(upload.metadata());
    }

    @Override
    public Optional<SoFar> soFar(RecordingId recording) {
        return uploads.find(recording.value())
                .filter(upload -> upload.kind() == Kind.WHOLE)
                .map(upload -> {
                    try {
                        return soFar(upload);
                    } catch (IOException e) {
                        throw Spool.unwritable(e);
                    }
                });
    }

    /** Read beside whoever writes it, who never takes back what was acknowledged. */
    private SoFar soFar(Upload upload) throws IOException {
        var whole = spool.file(upload.recording());
        if (upload.finished() != null || upload.isWhole() && Files.exists(whole)) {
            return new SoFar(whole, upload.received(), true);
        }
        if (parts.size(upload.id()) < upload.received()) {
            throw new ProblemException(UploadProblem.UPLOAD_NOT_HERE);
        }
        return new SoFar(parts.file(upload.id()), upload.received(), upload.isWhole());
    }
}
