package org.lectorium.catalog.playback;

/** What links to media are signed with; one for all nodes, made at the first use. */
public interface LinkKey {

    byte[] get();
}
