package org.lectorium.transcode;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.MediaFacts;
import org.lectorium.core.OriginalFile;
import org.lectorium.core.RecordedMeeting;
import org.lectorium.core.RecordingId;
import org.lectorium.core.Rendition;
import org.lectorium.transcode.salvage.Salvage;

/**
 * What the pipeline remembers between its steps, and the fence that keeps an overtaken run from publishing: methods
 * that take a generation throw {@link TranscodeProblem#OVERTAKEN} if a later run has begun.
 */
public interface ProcessingTable {

    record Processing(
            OriginalFile file,
            RecordedMeeting meeting,
            long generation,
            int failures,
            @Nullable Salvage salvage,
            @Nullable MediaInfo info,
            @Nullable MediaFacts facts) {}

    /** Does nothing if the recording is known. */
    void add(RecordingId recording, OriginalFile file, RecordedMeeting meeting);

    Optional<Processing> find(RecordingId recording);

    /** Begins a run and overtakes all earlier ones. */
    long nextGeneration(RecordingId recording);

    /** @param salvage null for an original that can be read as it is */
    void saveSalvage(RecordingId recording, long generation, @Nullable Salvage salvage);

    void saveInfo(RecordingId recording, long generation, MediaInfo info);

    void saveFacts(RecordingId recording, long generation, MediaFacts facts);

    /** Adds a rendition, or replaces the one of the same name. */
    void saveRendition(RecordingId recording, long generation, Rendition rendition);

    /** Fails like the others if a later run has begun, and holds it off until the transaction ends. */
    void requireCurrent(RecordingId recording, long generation);

    List<Rendition> renditions(RecordingId recording);

    /** @return how many failures in a row that makes */
    int countFailure(RecordingId recording);

    void resetFailures(RecordingId recording);
}
