package org.lectorium.catalog.search;

import java.util.List;
import org.lectorium.core.ProblemException;

/**
 * Finds recordings by what was said, written or shown. A view that may be thrown away: everything in it comes from the
 * truth. Every method throws a {@link ProblemException} with
 * {@link org.lectorium.catalog.CatalogProblem#SEARCH_UNAVAILABLE} when the index cannot be reached.
 */
public interface SearchIndex {

    /**
     * Adds recordings or replaces them, whole. One that is there in a newer version stays. Found within a second.
     * Makes the index if there is none; written to an index that is being rebuilt as well. What this node put before and
     * has not changed need not be written again.
     */
    void put(List<IndexedRecording> recordings);

    /** What this node put before may be changed: the next {@link #put} relies on nothing. */
    void othersMayHaveWritten();

    SearchResult search(SearchQuery query);

    /**
     * Begins an index beside the one that is searched. What was begun before and never finished is thrown away.
     */
    Rebuild beginRebuild();

    State state();

    /** A new index, filled while the old one answers. */
    interface Rebuild {

        /** Like {@link SearchIndex#put}, into the new index only. */
        void put(List<IndexedRecording> recordings);

        /** From now on the new index answers; the old one is gone. */
        void finish();
    }

    /**
     * @param index the name of the one that answers; empty if there is none
     * @param current whether it was made for this version of the program
     */
    record State(String index, long recordings, boolean current) {}
}
