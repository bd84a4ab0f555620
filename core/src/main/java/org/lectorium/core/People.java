package org.lectorium.core;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What other stages may know of accounts. */
public interface People {

    /** As they are now; empty for one that is blocked, erased or unknown. */
    Optional<Viewer.Person> find(UserId person);

    /** Names to show; those that are unknown are left out. */
    Map<UserId, String> names(Collection<UserId> people);

    /** How many accounts there are, those that are blocked included. */
    long count();
}
