package org.lectorium.transcode.job;

import org.lectorium.core.ProblemException;
import org.lectorium.core.ProblemScope;
import org.lectorium.core.Rendition;
import org.lectorium.transcode.MediaConverter;
import org.lectorium.transcode.ProcessingTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** A picture for the archive's cards. A recording without one is still a recording. */
@Component
class TakePoster extends RecordingStep {

    private static final Logger log = LoggerFactory.getLogger(TakePoster.class);

    private static final int MAX_WIDTH = 960;

    /** People arrive, then share a screen: the first minute shows more than the first second. */
    private static final double LATEST_SECOND = 60;

    private final PlannedRecordings recordings;
    private final PlayableOriginals originals;
    private final MediaConverter converter;
    private final Renditions renditions;
    private final ProcessingTable table;

    TakePoster(
            PlannedRecordings recordings,
            PlayableOriginals originals,
            MediaConverter converter,
            Renditions renditions,
            ProcessingTable table) {
        super(Step.POSTER);
        this.recordings = recordings;
        this.originals = originals;
        this.converter = converter;
        this.renditions = renditions;
        this.table = table;
    }

    @Override
    void execute(RecordingRun run) {
        var info = recordings.get(run.recording()).info();
        if (info.video() == null) {
            return;
        }
        var facts = table.find(run.recording()).orElseThrow().facts();
        Double promised = info.durationSeconds();
        double seconds = facts != null ? facts.durationSeconds() : promised != null ? promised : 0;
        try {
            var poster = converter.toPoster(
                    originals.fetch(run), info, Math.min(seconds / 5, LATEST_SECOND), MAX_WIDTH, run.directory());
            table.saveRendition(
                    run.recording(),
                    run.generation(),
                    renditions.store(run, "poster", Rendition.Kind.POSTER, poster, "image/jpeg", null));
        } catch (ProblemException e) {
            if (e.key().scope() == ProblemScope.ENVIRONMENT) {
                throw e;
            }
            log.info("No poster of {}: {}", run.recording(), e.getMessage());
        }
    }
}
