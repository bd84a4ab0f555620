package org.lectorium.conference.callbacks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.ConferenceProblem;
import org.lectorium.conference.monitoring.CallbackMeter;
import org.lectorium.conference.story.Told;
import org.lectorium.core.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Keeps what is told before it is acknowledged. All that arrives while one transaction runs is kept by the next one
 * together, so that a thousand senders wait for one commit and not for a thousand.
 */
@Component
class EventIntake implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EventIntake.class);

    private static final int MAX_WAITING = 5_000;
    private static final int MAX_TOGETHER = 500;
    private static final long PATIENCE_SECONDS = 30;

    /** @param known how many were there already */
    record Receipt(int accepted, int known) {}

    private record Batch(List<Told> events, CompletableFuture<Receipt> receipt) {}

    private final EventLog events;
    private final ConcludeEnds conclude;
    private final DeriveConferences derive;
    private final CallbackMeter meter;
    private final TransactionOperations transaction;
    private final BlockingQueue<Batch> waiting = new ArrayBlockingQueue<>(MAX_WAITING);

    private @Nullable Thread writer;

    EventIntake(
            EventLog events,
            ConcludeEnds conclude,
            DeriveConferences derive,
            CallbackMeter meter,
            TransactionOperations transaction) {
        this.events = events;
        this.conclude = conclude;
        this.derive = derive;
        this.meter = meter;
        this.transaction = transaction;
    }

    /**
     * Returns when they are committed.
     *
     * @throws ProblemException {@link ConferenceProblem#CALLBACKS_UNAVAILABLE} if they are not: send them again
     */
    Receipt keep(List<Told> events) {
        var batch = new Batch(events, new CompletableFuture<>());
        if (!waiting.offer(batch)) {
            throw new ProblemException(ConferenceProblem.CALLBACKS_UNAVAILABLE);
        }
        try {
            return batch.receipt().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ProblemException(ConferenceProblem.CALLBACKS_UNAVAILABLE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ConferenceProblem.CALLBACKS_UNAVAILABLE, e);
        }
    }

    private void write() {
        try {
            while (true) {
                var together = new ArrayList<Batch>();
                together.add(waiting.take());
                waiting.drainTo(together, MAX_TOGETHER - 1);
                keepTogether(together);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepTogether(List<Batch> batches) {
        try {
            var added = new HashSet<>(keepAll(
                    batches.stream().flatMap(batch -> batch.events().stream()).toList()));
            batches.forEach(batch -> batch.receipt().complete(receipt(batch, added)));
            derive.wake();
        } catch (RuntimeException e) {
            if (batches.size() > 1) {
                // One that cannot be kept must not take the others with it.
                batches.forEach(batch -> keepTogether(List.of(batch)));
            } else {
                log.warn("Events could not be kept: {}", e.getMessage());
                batches.getFirst().receipt().completeExceptionally(e);
            }
        }
    }

    private Set<UUID> keepAll(List<Told> told) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var added = events.append(told);
            conclude.from(
                    told.stream().filter(event -> added.contains(event.id())).toList());
            return added;
        }));
    }

    private Receipt receipt(Batch batch, Set<UUID> added) {
        int accepted = (int) batch.events().stream()
                .filter(event -> added.remove(event.id()))
                .count();
        int known = batch.events().size() - accepted;
        meter.countDuplicates(known);
        return new Receipt(accepted, known);
    }

    @Override
    public void start() {
        writer = Thread.ofPlatform().name("event-intake").daemon().start(this::write);
    }

    /** What waits now was acknowledged to nobody. */
    @Override
    public void stop() {
        if (writer != null) {
            writer.interrupt();
            writer = null;
        }
    }

    @Override
    public boolean isRunning() {
        return writer != null;
    }
}
