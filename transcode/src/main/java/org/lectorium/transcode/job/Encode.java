package org.lectorium.transcode.job;

import org.lectorium.transcode.MediaConverter;
import org.lectorium.transcode.MediaProbe;
import org.lectorium.transcode.ProcessingTable;
import org.lectorium.transcode.plan.TranscodePlan.CopyToHls;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Makes the form that plays everywhere, where the copy could not be it. */
@Component
class Encode extends RecordingStep {

    private final PlannedRecordings recordings;
    private final PlayableOriginals originals;
    private final MediaConverter converter;
    private final MediaProbe probe;
    private final Renditions renditions;
    private final ProcessingTable table;
    private final TransactionOperations transaction;

    Encode(
            PlannedRecordings recordings,
            PlayableOriginals originals,
            MediaConverter converter,
            MediaProbe probe,
            Renditions renditions,
            ProcessingTable table,
            TransactionOperations transaction) {
        super(Step.ENCODE);
        this.recordings = recordings;
        this.originals = originals;
        this.converter = converter;
        this.probe = probe;
        this.renditions = renditions;
        this.table = table;
        this.transaction = transaction;
    }

    @Override
    void execute(RecordingRun run) {
        var planned = recordings.get(run.recording());
        if (planned.plan() instanceof CopyToHls) {
            return;
        }
        var hls = converter.toHls(
                originals.fetch(run),
                planned.info(),
                planned.plan().recipe(),
                run.directory(),
                second -> run.progress().reached(Step.ENCODE, second));
        var stored = renditions.storeHls(run, hls, probe.probe(hls.media()));
        var facts = Damage.facts(planned.info(), planned.salvage(), hls.durationSeconds(), stored.media());
        transaction.executeWithoutResult(status -> {
            table.saveFacts(run.recording(), run.generation(), facts);
            table.saveRendition(run.recording(), run.generation(), stored.media());
            table.saveRendition(run.recording(), run.generation(), stored.playlist());
        });
    }
}
