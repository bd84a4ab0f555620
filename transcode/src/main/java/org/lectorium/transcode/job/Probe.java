package org.lectorium.transcode.job;

import org.lectorium.core.Originals;
import org.lectorium.transcode.MediaProbe;
import org.lectorium.transcode.ProcessingTable;
import org.lectorium.transcode.job.PlannedRecordings.Planned;
import org.springframework.stereotype.Component;

/** Finds out what came in, and with that what has to be done. */
@Component
class Probe extends RecordingStep {

    private final Originals originals;
    private final MediaProbe probe;
    private final ProcessingTable table;

    Probe(Originals originals, MediaProbe probe, ProcessingTable table) {
        super(Step.PROBE);
        this.originals = originals;
        this.probe = probe;
        this.table = table;
    }

    @Override
    void execute(RecordingRun run) {
        var info = probe.probe(originals.fetch(run.recording(), run.directory()));
        table.saveInfo(run.recording(), run.generation(), info);
        var planned = Planned.of(info);
        run.progress().planned(planned.plan(), planned.mediaSeconds());
    }
}
