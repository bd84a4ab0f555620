package org.lectorium.transcode.job;

import java.util.List;
import java.util.Objects;
import org.lectorium.core.MediaFacts;
import org.lectorium.core.RecordingEvent.RecordingWatchable;
import org.lectorium.core.Rendition;
import org.lectorium.transcode.MediaConverter;
import org.lectorium.transcode.MediaConverter.HlsRecipe;
import org.lectorium.transcode.MediaProbe;
import org.lectorium.transcode.ProcessingTable;
import org.lectorium.transcode.job.PlannedRecordings.Planned;
import org.lectorium.transcode.plan.TranscodePlan.CopyToHls;
import org.lectorium.transcode.plan.TranscodePlan.EncodeToHls;
import org.lectorium.transcode.plan.TranscodePlan.SeekableWebmThenHls;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Publishes what browsers play as it is, before anything slow begins. */
@Component
class MakeWatchable extends RecordingStep {

    private final PlannedRecordings recordings;
    private final PlayableOriginals originals;
    private final MediaConverter converter;
    private final MediaProbe probe;
    private final Renditions renditions;
    private final ProcessingTable table;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;

    MakeWatchable(
            PlannedRecordings recordings,
            PlayableOriginals originals,
            MediaConverter converter,
            MediaProbe probe,
            Renditions renditions,
            ProcessingTable table,
            ApplicationEventPublisher events,
            TransactionOperations transaction) {
        super(Step.WATCHABLE);
        this.recordings = recordings;
        this.originals = originals;
        this.converter = converter;
        this.probe = probe;
        this.renditions = renditions;
        this.table = table;
        this.events = events;
        this.transaction = transaction;
    }

    @Override
    void execute(RecordingRun run) {
        var planned = recordings.get(run.recording());
        switch (planned.plan()) {
            case CopyToHls(HlsRecipe recipe) -> copy(run, planned, recipe);
            case SeekableWebmThenHls later -> makeSearchable(run, planned);
            case EncodeToHls later -> {}
        }
    }

    private void copy(RecordingRun run, Planned planned, HlsRecipe recipe) {
        var hls = converter.toHls(
                originals.fetch(run),
                planned.info(),
                recipe,
                run.directory(),
                second -> run.progress().reached(Step.WATCHABLE, second));
        var stored = renditions.storeHls(run, hls, probe.probe(hls.media()));
        publish(
                run,
                Damage.facts(planned.info(), planned.salvage(), hls.durationSeconds(), stored.media()),
                List.of(stored.media(), stored.playlist()));
    }

    private void makeSearchable(RecordingRun run, Planned planned) {
        var info = planned.info();
        var webm = converter.toSeekableWebm(
                originals.fetch(run),
                info,
                run.directory(),
                second -> run.progress().reached(Step.WATCHABLE, second));
        var made = probe.probe(webm);
        double seconds = Objects.requireNonNullElse(made.durationSeconds(), 0.0);
        run.progress().planned(planned.plan(), seconds);
        var rendition = renditions.store(
                run,
                "browser",
                Rendition.Kind.PROGRESSIVE,
                webm,
                made.video() == null ? "audio/webm" : "video/webm",
                made.video());
        publish(run, Damage.facts(info, planned.salvage(), seconds, rendition), List.of(rendition));
    }

    private void publish(RecordingRun run, MediaFacts facts, List<Rendition> made) {
        transaction.executeWithoutResult(status -> {
            table.saveFacts(run.recording(), run.generation(), facts);
            made.forEach(rendition -> table.saveRendition(run.recording(), run.generation(), rendition));
            events.publishEvent(new RecordingWatchable(run.recording(), facts, made));
        });
    }
}
