package org.lectorium.catalog.search;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.Recording;
import org.lectorium.catalog.RecordingsTable;
import org.lectorium.catalog.access.Audience;
import org.lectorium.catalog.search.IndexedRecording.IndexedMoment;
import org.lectorium.core.ProblemException;
import org.lectorium.core.RecordingId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes the index follow the truth, in bulk and by itself: while the index is away the changes wait, and an index that
 * got lost is made anew.
 */
@Component
class IndexRecordings {

    private static final Logger log = LoggerFactory.getLogger(IndexRecordings.class);

    private static final int BULK = 500;

    private final RecordingsTable recordings;
    private final IndexOutbox outbox;
    private final SearchIndex index;
    private final TransactionOperations transaction;
    private final AtomicBoolean away = new AtomicBoolean();

    private boolean checked;

    IndexRecordings(
            RecordingsTable recordings, IndexOutbox outbox, SearchIndex index, TransactionOperations transaction) {
        this.recordings = recordings;
        this.outbox = outbox;
        this.index = index;
        this.transaction = transaction;
    }

    @Scheduled(fixedDelay = 500)
    void follow() {
        try {
            if (!checked) {
                checkIndex();
            }
            while (Boolean.TRUE.equals(transaction.execute(status -> putNext()))) {
                log.debug("Indexed {} changes", BULK);
            }
            if (away.getAndSet(false)) {
                log.info("The search index is back");
            }
        } catch (ProblemException e) {
            // Whoever comes back may have lost its data.
            checked = false;
            if (!away.getAndSet(true)) {
                log.warn("The search index is away, changes wait for it: {}", e.getMessage());
            }
        }
    }

    private void checkIndex() {
        if (!index.state().current()) {
            outbox.requestRebuild();
        }
        checked = true;
    }

    private boolean putNext() {
        var changed = outbox.take(BULK);
        if (changed.isEmpty()) {
            return false;
        }
        index.put(recordings.findAll(changed).stream()
                .map(IndexRecordings::describe)
                .toList());
        return true;
    }

    /** Apart from {@link #follow}, so that changes made meanwhile are found at once in both indexes. */
    @Scheduled(fixedDelay = 1000)
    void rebuildIfRequested() {
        try {
            transaction.executeWithoutResult(status -> {
                if (outbox.claimRebuild()) {
                    rebuild();
                    outbox.rebuildDone();
                }
            });
        } catch (ProblemException e) {
            log.warn("The rebuild of the search index begins again when the index is back: {}", e.getMessage());
        }
    }

    private void rebuild() {
        long begun = System.nanoTime();
        long count = 0;
        var rebuild = index.beginRebuild();
        @Nullable RecordingId last = null;
        List<Recording> page;
        do {
            page = recordings.allAfter(last, BULK);
            if (!page.isEmpty()) {
                rebuild.put(page.stream().map(IndexRecordings::describe).toList());
                count += page.size();
                last = page.getLast().id();
            }
        } while (page.size() == BULK);
        rebuild.finish();
        log.info("Rebuilt the search index: {} recordings in {} ms", count, (System.nanoTime() - begun) / 1_000_000);
    }

    static IndexedRecording describe(Recording recording) {
        var moments = new ArrayList<IndexedMoment>();
        moments.add(new IndexedMoment(Source.TITLE, 0, null, recording.title()));
        if (recording.room() != null && !recording.room().equals(recording.title())) {
            moments.add(new IndexedMoment(Source.TITLE, 0, null, recording.room()));
        }
        return new IndexedRecording(
                recording.id(),
                recording.version(),
                recording.trashedAt() == null,
                recording.room(),
                recording.startedAt(),
                Audience.of(recording.id(), recording.access()),
                List.copyOf(moments));
    }
}
