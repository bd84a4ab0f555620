package org.lectorium.ingest.tus;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Finishes what crashes left, and clears away what nobody came back for. */
@Component
public class SweepUploads {

    private static final Logger log = LoggerFactory.getLogger(SweepUploads.class);

    private static final int AT_ONCE = 100;

    /** A request may be about to do the same. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** What another node of the same directory has just begun may not be in our view of the table yet. */
    private static final Duration PATIENCE_WITH_FILES = Duration.ofHours(1);

    /** So long a sender that did not hear our last answer is told it again. */
    private static final Duration FINISHED_KNOWN_FOR = Duration.ofDays(90);

    private final UploadsTable uploads;
    private final ReceiveUploads receive;
    private final Clock clock;

    SweepUploads(UploadsTable uploads, ReceiveUploads receive, Clock clock) {
        this.uploads = uploads;
        this.receive = receive;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT5S")
    public void sweep() {
        var now = clock.instant();
        uploads.complete(now.minus(PATIENCE), AT_ONCE).stream()
                .filter(receive::hasAll)
                .forEach(receive::adopt);
        for (UUID upload : receive.filesWrittenBefore(now.minus(PATIENCE))) {
            uploads.find(upload).filter(receive::hasAll).ifPresent(receive::adopt);
        }
        for (Upload upload : uploads.expired(now, AT_ONCE)) {
            log.info("The upload {} has expired with {} bytes", upload.id(), upload.received());
            receive.discard(upload);
        }
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT2M")
    public void forget() {
        var now = clock.instant();
        receive.filesWrittenBefore(now.minus(PATIENCE_WITH_FILES)).stream()
                .filter(upload -> uploads.find(upload).isEmpty())
                .forEach(receive::deleteFile);
        uploads.forgetFinished(now.minus(FINISHED_KNOWN_FOR));
    }
}
