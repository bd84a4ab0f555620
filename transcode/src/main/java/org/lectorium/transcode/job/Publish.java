package org.lectorium.transcode.job;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lectorium.core.MediaKey;
import org.lectorium.core.MediaStore;
import org.lectorium.core.Originals;
import org.lectorium.core.ProblemException;
import org.lectorium.core.RecordingEvent.RecordingPublished;
import org.lectorium.core.StoredMedia;
import org.lectorium.transcode.ProcessingTable;
import org.lectorium.transcode.TranscodeProblem;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/** Step 6 of the flow. The manifest is written when all it lists is there; then one transaction tells the others. */
@Component
class Publish extends RecordingStep {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Originals originals;
    private final MediaStore store;
    private final ProcessingTable table;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;

    Publish(
            Originals originals,
            MediaStore store,
            ProcessingTable table,
            ApplicationEventPublisher events,
            TransactionOperations transaction) {
        super(Step.PUBLISH);
        this.originals = originals;
        this.store = store;
        this.table = table;
        this.events = events;
        this.transaction = transaction;
    }

    @Override
    void execute(RecordingRun run) {
        var original = originals.keep(run.recording());
        var processing = table.find(run.recording()).orElseThrow();
        var facts = Objects.requireNonNull(processing.facts(), "a step before has made something to watch");
        var renditions = table.renditions(run.recording());
        requireStored(original);
        renditions.forEach(rendition -> requireStored(rendition.media()));

        var manifest = new Manifest(
                Manifest.VERSION,
                run.recording().toString(),
                processing.file(),
                original,
                processing.meeting(),
                facts,
                renditions);
        transaction.executeWithoutResult(status -> {
            table.requireCurrent(run.recording(), run.generation());
            store.put(MediaKey.manifest(run.recording()), JSON.writeValueAsBytes(manifest), "application/json");
            events.publishEvent(new RecordingPublished(run.recording(), facts, renditions));
        });
        deleteLeftovers(run, manifest);
    }

    private void requireStored(StoredMedia media) {
        long stored = store.size(media.key()).orElse(-1L);
        if (stored != media.sizeBytes()) {
            throw new ProblemException(
                    TranscodeProblem.PROCESSING_FAILED,
                    Map.of("object", media.key().name(), "storedBytes", Long.toString(stored)));
        }
    }

    /** What runs that were cut short had stored already. */
    private void deleteLeftovers(RecordingRun run, Manifest manifest) {
        Set<MediaKey> listed = Stream.concat(
                        Stream.of(
                                MediaKey.manifest(run.recording()),
                                manifest.original().key()),
                        manifest.renditions().stream()
                                .map(rendition -> rendition.media().key()))
                .collect(Collectors.toSet());
        store.list(MediaKey.folder(run.recording())).stream()
                .filter(key -> !listed.contains(key))
                .forEach(store::delete);
    }
}
