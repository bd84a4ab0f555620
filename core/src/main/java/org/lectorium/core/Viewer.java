package org.lectorium.core;

import java.util.Set;
import java.util.UUID;

/** Who wants to see something. What they may see is decided in the catalog's {@code AccessRule}. */
public sealed interface Viewer {

    /**
     * Somebody with an account, who may sign in at this moment.
     *
     * @param groups of the directory, by their whole names
     */
    record Person(UserId id, boolean admin, Set<String> groups) implements Viewer {

        public Person {
            groups = Set.copyOf(groups);
        }
    }

    /** Whoever opened a share link. */
    record LinkHolder(UUID link, RecordingId recording) implements Viewer {}
}
