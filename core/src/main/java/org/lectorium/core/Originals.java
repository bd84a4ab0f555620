package org.lectorium.core;

import java.nio.file.Path;

/** Where the bytes of originals are. The ingest stage knows, the transcode stage asks. */
public interface Originals {

    /**
     * A local file with the original's bytes, not to be changed: the node's own copy, or one fetched into the directory.
     *
     * @throws ProblemException in scope {@link ProblemScope#ENVIRONMENT} if the bytes cannot be had now
     */
    Path fetch(RecordingId recording, Path directory);

    /**
     * Makes sure that the media store has the original; returns at once if it does.
     *
     * @throws ProblemException in scope {@link ProblemScope#ENVIRONMENT} if that cannot be done now
     */
    StoredMedia keep(RecordingId recording);
}
