package org.lectorium.transcode.job;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.lectorium.core.Originals;
import org.lectorium.core.ProblemException;
import org.lectorium.transcode.ProcessingTable;
import org.lectorium.transcode.TranscodeProblem;
import org.springframework.stereotype.Component;

/** Originals in a form that can be read: as they came, or salvaged, also when a step runs on another node. */
@Component
class PlayableOriginals {

    private static final String SALVAGED = "salvaged";

    private final Originals originals;
    private final ProcessingTable table;

    PlayableOriginals(Originals originals, ProcessingTable table) {
        this.originals = originals;
        this.table = table;
    }

    Path fetch(RecordingRun run) {
        var salvage = table.find(run.recording()).orElseThrow().salvage();
        var salvaged = salvaged(run);
        if (salvage == null || Files.exists(salvaged)) {
            return salvage == null ? originals.fetch(run.recording(), run.directory()) : salvaged;
        }
        var original = originals.fetch(run.recording(), run.directory());
        onDisk(() -> {
            var unfinished = run.directory().resolve(SALVAGED + ".part");
            salvage.make(original, unfinished);
            return Files.move(unfinished, salvaged);
        });
        return salvaged;
    }

    /** Where the steps of this run find it, if it was made before. */
    static Path salvaged(RecordingRun run) {
        return run.directory().resolve(SALVAGED);
    }

    interface OnDisk<T> {
        T work() throws IOException;
    }

    /** Work with files of ours, whose failures are the disk's. */
    static <T> T onDisk(OnDisk<T> work) {
        try {
            return work.work();
        } catch (ClosedByInterruptException e) {
            throw new ProblemException(TranscodeProblem.PROCESSING_INTERRUPTED, e);
        } catch (IOException e) {
            boolean full =
                    String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("no space left");
            throw new ProblemException(
                    full ? TranscodeProblem.WORKSPACE_FULL : TranscodeProblem.WORKSPACE_UNWRITABLE, e);
        }
    }
}
