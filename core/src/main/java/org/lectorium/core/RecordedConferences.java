package org.lectorium.core;

import java.util.Collection;
import java.util.Map;

/** What other stages may ask about recordings of conferences. */
public interface RecordedConferences {

    /** How many there are that the viewer may watch; conferences without any are left out. */
    Map<Integer, Integer> count(Viewer viewer, Collection<Integer> conferences);
}
