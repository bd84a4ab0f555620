package org.lectorium.conference.statistics;

import java.util.Set;

/** Which rooms somebody gets figures of. */
public sealed interface RoomScope {

    record Everything() implements RoomScope {}

    record Rooms(Set<String> names) implements RoomScope {

        public Rooms {
            names = Set.copyOf(names);
        }
    }
}
