package org.lectorium.core;

import java.nio.file.Path;
import java.util.Optional;

/** The bytes of what is still arriving, to be read and never held up. The ingest stage knows, the transcode stage asks. */
public interface ArrivingBytes {

    /**
     * Empty if nothing of that id arrives, or it did so in pieces.
     *
     * @throws ProblemException in scope {@link ProblemScope#ENVIRONMENT} if this node does not see what was acknowledged
     */
    Optional<SoFar> soFar(RecordingId recording);

    /**
     * @param file which may be moved at any time, but not changed up to there
     * @param bytes that were acknowledged; what lies behind does not count
     * @param isWhole whether nothing more will come
     */
    record SoFar(Path file, long bytes, boolean isWhole) {}
}
