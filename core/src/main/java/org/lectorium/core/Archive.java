package org.lectorium.core;

/** What the archive does with a recording that is delivered again. The catalog knows, the ingest stage asks. */
public interface Archive {

    /**
     * Makes sure that a recording is to be seen by whom it was to be seen by: takes it out of the trash, in the caller's
     * transaction.
     *
     * @return false if there is no such recording any more
     */
    boolean takeBack(RecordingId recording);

    /** Whether there is such a recording, be it in the trash. */
    boolean has(RecordingId recording);
}
