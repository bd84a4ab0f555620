package org.lectorium.conference.callbacks.postgres;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lectorium.conference.story.Story;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What this node wrote last of each conference, so that it need not write all of it again for every message. Another node
 * may have written more since then; what differs from ours is written again, which does no harm.
 */
final class LastStories {

    private static final int MOST = 500;
    private static final Story NOTHING =
            new Story(Instant.EPOCH, null, null, false, List.of(), List.of(), List.of(), List.of());

    private final Map<Integer, Story> stories = Collections.synchronizedMap(new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Story> eldest) {
            return size() > MOST;
        }
    });

    /** One in which nothing happened, if we know of none. */
    Story of(int conference) {
        return stories.getOrDefault(conference, NOTHING);
    }

    /** What is rolled back was not written. */
    void keepAfterCommit(int conference, Story story) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                stories.put(conference, story);
            }
        });
    }
}
