package org.lectorium.core;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What other stages may know of accounts. */
public interface People {

    /** As they are now; empty for one that is blocked, erased or unknown. */
    Optional<Viewer.Person> find(UserId person);

    /** What others see of them; empty for one that is blocked, erased or unknown. */
    Optional<Profile> profile(UserId person);

    /**
     * @param email null if it is not known
     * @param picture where one is: a path of ours or an address; null if there is none
     * @param lecturer whether they have the role of a lecturer, or more
     */
    record Profile(
            String name, @Nullable String email, @Nullable String picture, boolean lecturer) {}

    /** Names to show; those that are unknown are left out. */
    Map<UserId, String> names(Collection<UserId> people);

    /** Those administrators who may sign in at this moment. */
    List<UserId> administrators();

    /** How many accounts there are, those that are blocked included. */
    long count();
}
