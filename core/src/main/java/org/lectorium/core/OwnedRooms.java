package org.lectorium.core;

import java.util.Set;

/** Which rooms are somebody's. */
public interface OwnedRooms {

    /** Their names as they stand in their addresses. */
    Set<String> ownedBy(UserId person);
}
