package org.lectorium.conference.recorders;

import java.util.List;

/** The recorders that ever said something, until they are silent for a month. */
public interface RecordersTable {

    /** Replaces what it said before; does nothing if that is newer. */
    void save(Recorder recorder);

    /** By id. */
    List<Recorder> all();
}
