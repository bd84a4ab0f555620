package org.lectorium.catalog.search;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.RecordedChats;
import org.lectorium.catalog.Recording;
import org.lectorium.catalog.RecordingMessage;
import org.lectorium.catalog.RecordingsTable;
import org.lectorium.catalog.access.Audience;
import org.lectorium.catalog.search.IndexOutbox.Turn;
import org.lectorium.catalog.search.IndexedRecording.IndexedMoment;
import org.lectorium.core.ConferenceChanged;
import org.lectorium.core.ProblemException;
import org.lectorium.core.RecordingEvent;
import org.lectorium.core.RecordingId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes the index follow the truth, in bulk and by itself: while the index is away the changes wait, and an index that
 * got lost is made anew.
 */
@Component
class IndexRecordings {

    private static final Logger log = LoggerFactory.getLogger(IndexRecordings.class);

    private static final int BULK = 500;
    private static final int CHATS = 20;
    private static final Duration GATHERING = Duration.ofMillis(100);

    private final RecordingsTable recordings;
    private final IndexOutbox outbox;
    private final SearchIndex index;
    private final RecordedChats chats;
    private final TransactionOperations transaction;
    private final TaskScheduler scheduler;
    private final UUID node = UUID.randomUUID();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicBoolean away = new AtomicBoolean();

    private boolean checked;

    IndexRecordings(
            RecordingsTable recordings,
            IndexOutbox outbox,
            SearchIndex index,
            RecordedChats chats,
            TransactionOperations transaction,
            TaskScheduler scheduler) {
        this.recordings = recordings;
        this.outbox = outbox;
        this.index = index;
        this.chats = chats;
        this.transaction = transaction;
        this.scheduler = scheduler;
    }

    /** Soon after it was committed, with what comes meanwhile; what other nodes commit waits for {@link #follow}. */
    @TransactionalEventListener(
            classes = {RecordingEvent.class, ConferenceChanged.class},
            fallbackExecution = true)
    void wake() {
        if (woken.compareAndSet(false, true)) {
            scheduler.schedule(
                    () -> {
                        woken.set(false);
                        follow();
                    },
                    Instant.now().plus(GATHERING));
        }
    }

    @Scheduled(fixedDelay = 500)
    synchronized void follow() {
        try {
            if (!checked) {
                checkIndex();
            }
            while (Boolean.TRUE.equals(transaction.execute(this::putNext))) {
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

    private boolean putNext(TransactionStatus status) {
        var changed = outbox.take(BULK);
        if (changed.isEmpty()) {
            return false;
        }
        var turn = outbox.takeTurn(node);
        if (turn == Turn.ANOTHERS) {
            status.setRollbackOnly();
            return false;
        }
        if (turn == Turn.MINE) {
            index.othersMayHaveWritten();
        }
        long version = outbox.nextVersion();
        put(recordings.findAll(changed), version, index::put);
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
            long version = outbox.nextVersion();
            page = recordings.allAfter(last, BULK);
            if (!page.isEmpty()) {
                put(page, version, rebuild::put);
                count += page.size();
                last = page.getLast().id();
            }
        } while (page.size() == BULK);
        rebuild.finish();
        log.info("Rebuilt the search index: {} recordings in {} ms", count, (System.nanoTime() - begun) / 1_000_000);
    }

    /** Those with a chat by few, since a chat may be long. */
    private void put(List<Recording> list, long version, Consumer<List<IndexedRecording>> target) {
        var silent = list.stream().filter(each -> each.conference() == null).toList();
        var talking = list.stream().filter(each -> each.conference() != null).toList();
        describe(silent, version, target);
        for (int from = 0; from < talking.size(); from += CHATS) {
            describe(talking.subList(from, Math.min(talking.size(), from + CHATS)), version, target);
        }
    }

    private void describe(List<Recording> list, long version, Consumer<List<IndexedRecording>> target) {
        if (!list.isEmpty()) {
            var messages = chats.of(list);
            target.accept(list.stream()
                    .map(recording -> describe(recording, version, messages.getOrDefault(recording.id(), List.of())))
                    .toList());
        }
    }

    static IndexedRecording describe(Recording recording, long version, List<RecordingMessage> messages) {
        var moments = new ArrayList<IndexedMoment>();
        moments.add(new IndexedMoment(Source.TITLE, 0, null, recording.title()));
        if (recording.room() != null && !recording.room().equals(recording.title())) {
            moments.add(new IndexedMoment(Source.TITLE, 0, null, recording.room()));
        }
        messages.forEach(
                message -> moments.add(new IndexedMoment(Source.CHAT, message.at(), message.author(), message.text())));
        return new IndexedRecording(
                recording.id(),
                version,
                recording.trashedAt() == null && recording.hasArrived(),
                recording.room(),
                recording.startedAt(),
                Audience.of(recording.id(), recording.access()),
                List.copyOf(moments));
    }
}
