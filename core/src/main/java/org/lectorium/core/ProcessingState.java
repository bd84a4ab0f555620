package org.lectorium.core;

/** How busy the pipeline is, over all nodes together. */
public interface ProcessingState {

    /** Recordings that wait for a worker, also those that wait for their next try. */
    long waiting();

    long running();
}
