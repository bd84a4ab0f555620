package org.lectorium.catalog.search;

import java.util.Set;
import java.util.UUID;
import org.lectorium.core.RecordingId;

/** What the index has yet to learn, and whether somebody wants it made anew. */
public interface IndexOutbox {

    /**
     * Takes the next changes out, in the caller's transaction: if that fails they are back. Two callers never get the
     * same ones.
     */
    Set<RecordingId> take(int limit);

    /**
     * Lets one node write to the index at a time, until the caller's transaction ends.
     *
     * @param node of this run of the program
     */
    Turn takeTurn(UUID node);

    enum Turn {
        /** It was this node's the last time, too. */
        STILL_MINE,
        /** Another node wrote since, or none ever did. */
        MINE,
        ANOTHERS
    }

    long waiting();

    /** Of what is read after this is called: higher than those of all that was read before. */
    long nextVersion();

    void requestRebuild();

    boolean rebuildRequested();

    /** True for one caller at a time, until its transaction ends, and only while a rebuild is requested. */
    boolean claimRebuild();

    void rebuildDone();
}
