package org.lectorium.ingest;

import org.lectorium.core.RecordingId;

/** Who needs files of the spool that are no recordings yet. */
public interface SpoolClaims {

    /** Whether what lies under that id will become a recording. */
    boolean claims(RecordingId recording);
}
