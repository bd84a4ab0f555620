package org.lectorium.ingest.tus;

/** The steps by which the last byte of an upload becomes a recording, in their order; a crash after any of them is healed. */
public enum FinishStep {
    BYTES_SYNCED,
    ACKNOWLEDGED,
    RENAMED,
    DIRECTORIES_SYNCED,
    ADDED,
    COMMITTED;

    /** For tests that let it crash there. */
    public interface Watcher {

        Watcher NOBODY = step -> {};

        void passed(FinishStep step);
    }
}
