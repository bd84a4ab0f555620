package org.lectorium.catalog.access;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.AccessLevel;

/** What new recordings are given. */
public interface AccessDefaultsTable {

    /** @param room null for all rooms that have no default of their own */
    record Default(@Nullable String room, AccessLevel level, Set<String> groups) {}

    /** What a recording of the room is given now. */
    Default of(@Nullable String room);

    /** The one for all rooms first, then rooms by name. */
    List<Default> all();

    void save(Default value);

    /** @return false if the room has none */
    boolean remove(String room);
}
