package org.lectorium.transcode.job;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.RecordingId;
import org.lectorium.transcode.MediaInfo;
import org.lectorium.transcode.ProcessingTable;
import org.lectorium.transcode.plan.TranscodePlan;
import org.lectorium.transcode.plan.TranscodePlanner;
import org.lectorium.transcode.salvage.Salvage;
import org.springframework.stereotype.Component;

/** What the probe found, for the steps after it, also when those run days later on another node. */
@Component
class PlannedRecordings {

    /** A live WebM does not say; something has to stand in until it is read once. */
    private static final double UNKNOWN_DURATION = 3600;

    private final ProcessingTable table;

    PlannedRecordings(ProcessingTable table) {
        this.table = table;
    }

    /** @param salvage null if the original can be read as it is */
    record Planned(
            MediaInfo info, TranscodePlan plan, @Nullable Salvage salvage) {

        static Planned of(MediaInfo info, @Nullable Salvage salvage) {
            return new Planned(info, TranscodePlanner.plan(info), salvage);
        }

        double mediaSeconds() {
            return info.durationSeconds() == null ? UNKNOWN_DURATION : info.durationSeconds();
        }
    }

    Planned get(RecordingId recording) {
        var processing = table.find(recording).orElseThrow();
        return Planned.of(
                Objects.requireNonNull(processing.info(), "the probe has saved what is in the file"),
                processing.salvage());
    }
}
