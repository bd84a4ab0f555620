package org.lectorium.transcode.job;

import org.lectorium.transcode.MediaProbe;
import org.lectorium.transcode.ProcessingTable;
import org.lectorium.transcode.job.PlannedRecordings.Planned;
import org.springframework.stereotype.Component;

/** Finds out what came in, and with that what has to be done. */
@Component
class Probe extends RecordingStep {

    private final PlayableOriginals originals;
    private final MediaProbe probe;
    private final ProcessingTable table;

    Probe(PlayableOriginals originals, MediaProbe probe, ProcessingTable table) {
        super(Step.PROBE);
        this.originals = originals;
        this.probe = probe;
        this.table = table;
    }

    @Override
    void execute(RecordingRun run) {
        var info = probe.probe(originals.fetch(run));
        table.saveInfo(run.recording(), run.generation(), info);
        var planned = Planned.of(info, null);
        run.progress().planned(planned.plan(), planned.mediaSeconds());
    }
}
