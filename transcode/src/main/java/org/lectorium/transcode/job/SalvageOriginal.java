package org.lectorium.transcode.job;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.Originals;
import org.lectorium.core.RecordingEvent.RetryRequested;
import org.lectorium.transcode.MediaInfo.Container;
import org.lectorium.transcode.MediaProbe;
import org.lectorium.transcode.ProcessingTable;
import org.lectorium.transcode.StreamReferences;
import org.lectorium.transcode.salvage.Condition.CutOff;
import org.lectorium.transcode.salvage.Condition.Whole;
import org.lectorium.transcode.salvage.Condition.WithoutIndex;
import org.lectorium.transcode.salvage.Examination;
import org.lectorium.transcode.salvage.Salvage;
import org.lectorium.transcode.salvage.StreamParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Finds out whether all of the file is there, and if not, how something that plays is made of the rest. Whole files are
 * remembered: with what they say of their streams others can be salvaged.
 */
@Component
class SalvageOriginal extends RecordingStep {

    private static final Logger log = LoggerFactory.getLogger(SalvageOriginal.class);

    private final Originals originals;
    private final MediaProbe probe;
    private final FindReference findReference;
    private final StreamReferences references;
    private final ProcessingTable table;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;

    SalvageOriginal(
            Originals originals,
            MediaProbe probe,
            FindReference findReference,
            StreamReferences references,
            ProcessingTable table,
            ApplicationEventPublisher events,
            TransactionOperations transaction) {
        super(Step.SALVAGE);
        this.originals = originals;
        this.probe = probe;
        this.findReference = findReference;
        this.references = references;
        this.table = table;
        this.events = events;
        this.transaction = transaction;
    }

    @Override
    void execute(RecordingRun run) {
        var original = originals.fetch(run.recording(), run.directory());
        var container = probe.container(original);
        var condition = PlayableOriginals.onDisk(() -> Examination.examine(original, container));
        switch (condition) {
            case Whole whole -> {
                table.saveSalvage(run.recording(), run.generation(), null);
                remember(run, original, container);
            }
            case CutOff cut -> save(run, Salvage.of(cut));
            case WithoutIndex where -> save(run, findReference.salvage(run, original, where));
        }
    }

    private void save(RecordingRun run, @Nullable Salvage salvage) {
        log.info("{} is salvaged: {}", run.recording(), Objects.requireNonNull(salvage));
        table.saveSalvage(run.recording(), run.generation(), salvage);
    }

    private void remember(RecordingRun run, Path original, Container container) {
        if (container == Container.MP4) {
            var meeting = table.find(run.recording()).orElseThrow().meeting();
            boolean ofARecorder = meeting.recorderSession() != null || meeting.meetingId() != null;
            PlayableOriginals.onDisk(() -> StreamParameters.of(original))
                    .ifPresent(parameters -> remember(parameters, ofARecorder));
        }
    }

    private void remember(StreamParameters parameters, boolean ofARecorder) {
        transaction.executeWithoutResult(status -> {
            if (references.remember(parameters, ofARecorder)) {
                references.release(parameters.encoder()).forEach(waiting -> {
                    log.info("{} may be salvaged now", waiting);
                    events.publishEvent(new RetryRequested(waiting));
                });
            }
        });
    }
}
