package org.lectorium.catalog.search;

import java.util.Set;
import org.lectorium.core.RecordingId;

/** What the index has yet to learn, and whether somebody wants it made anew. */
public interface IndexOutbox {

    /**
     * Takes the next changes out, in the caller's transaction: if that fails they are back. Two callers never get the
     * same ones.
     */
    Set<RecordingId> take(int limit);

    long waiting();

    /** Of what is read after this is called: higher than those of all that was read before. */
    long nextVersion();

    void requestRebuild();

    boolean rebuildRequested();

    /** True for one caller at a time, until its transaction ends, and only while a rebuild is requested. */
    boolean claimRebuild();

    void rebuildDone();
}
