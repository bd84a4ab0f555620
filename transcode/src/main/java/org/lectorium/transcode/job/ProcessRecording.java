package org.lectorium.transcode.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.ProblemException;
import org.lectorium.core.RecordingEvent.ProcessingFailed;
import org.lectorium.core.RecordingEvent.ProcessingProgressed;
import org.lectorium.core.RecordingId;
import org.lectorium.core.postgres.DatabaseAway;
import org.lectorium.transcode.ProcessingQueue;
import org.lectorium.transcode.ProcessingTable;
import org.lectorium.transcode.TranscodeProblem;
import org.lectorium.transcode.TranscodeSettings;
import org.lectorium.transcode.job.PlannedRecordings.Planned;
import org.lectorium.transcode.job.RecordingJobLauncher.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.util.FileSystemUtils;

/** Step 3 of the flow: a worker has taken a recording from the queue. */
@Component
public class ProcessRecording {

    private static final Logger log = LoggerFactory.getLogger(ProcessRecording.class);

    private static final long ASK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final RecordingJobLauncher launcher;
    private final ProcessingTable table;
    private final ProcessingQueue queue;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;
    private final TranscodeSettings settings;
    private final Clock clock;

    ProcessRecording(
            RecordingJobLauncher launcher,
            ProcessingTable table,
            ProcessingQueue queue,
            ApplicationEventPublisher events,
            TransactionOperations transaction,
            TranscodeSettings settings,
            Clock clock) {
        this.launcher = launcher;
        this.table = table;
        this.queue = queue;
        this.events = events;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Runs the pipeline to its end, or to a failure that is then recorded, and queued again if time may heal it.
     * An interrupt ends it soon and leaves the recording in the queue. Without a database not even a failure can be
     * recorded: then it waits for it, since a run that has simply ended is a recording that nobody takes again.
     */
    public void run(RecordingId recording) {
        try {
            runOnce(recording);
        } catch (RuntimeException e) {
            if (!DatabaseAway.isTold(e)) {
                throw e;
            }
            log.warn("{} waits for the database: {}", recording, e.getMessage());
            queueAgain(recording);
        }
    }

    private void queueAgain(RecordingId recording) {
        while (true) {
            try {
                queue.add(recording, clock.instant().plus(settings.retryDelay()));
                return;
            } catch (RuntimeException e) {
                if (Thread.currentThread().isInterrupted()) {
                    // The queue cannot learn of an end either, and gives the recording to whoever starts next.
                    throw e;
                }
                LockSupport.parkNanos(ASK_AGAIN_NANOS);
            }
        }
    }

    private void runOnce(RecordingId recording) {
        var directory = settings.workspace().resolve(recording.toString());
        try {
            // A run that was killed has left its files.
            FileSystemUtils.deleteRecursively(directory);
            Files.createDirectories(directory);
            var failure = launch(recording, directory);
            // What has to be written down comes before the interrupt.
            boolean interrupted = Thread.interrupted();
            if (failure != null) {
                fail(recording, failure, interrupted);
            }
        } catch (IOException e) {
            fail(
                    recording,
                    new Failure(
                            Step.SALVAGE.word(),
                            new ProblemException(TranscodeProblem.WORKSPACE_UNWRITABLE, e).problem()),
                    false);
        } finally {
            deleteQuietly(directory);
        }
    }

    private @Nullable Failure launch(RecordingId recording, Path directory) {
        var progress = new RunProgress(
                System::nanoTime,
                (step, percent, eta) ->
                        events.publishEvent(new ProcessingProgressed(recording, step.word(), percent, eta)));
        var processing = table.find(recording).orElseThrow();
        if (processing.info() != null) {
            var planned = Planned.of(processing.info(), processing.salvage());
            progress.planned(planned.plan(), planned.mediaSeconds());
        }
        var run = new RecordingRun(recording, table.nextGeneration(recording), directory, progress);
        return ScopedValue.where(RecordingRun.CURRENT, run)
                .call(() -> launcher.launch(recording))
                .orElse(null);
    }

    private void fail(RecordingId recording, Failure failure, boolean interrupted) {
        transaction.executeWithoutResult(status -> {
            if (interrupted || failure.problem().key().equals(TranscodeProblem.PROCESSING_INTERRUPTED.key())) {
                log.info("Stopped {} in step {}; the next worker goes on", recording, failure.step());
                queue.add(recording, clock.instant());
                return;
            }
            int failures = table.countFailure(recording);
            var nextTry = RetryPolicy.nextTry(failure.problem(), failures, clock.instant(), settings)
                    .orElse(null);
            log.warn("{} failed in step {}: {}, next try {}", recording, failure.step(), failure.problem(), nextTry);
            if (nextTry != null) {
                queue.add(recording, nextTry);
            }
            events.publishEvent(new ProcessingFailed(recording, failure.step(), failure.problem(), nextTry));
        });
    }

    private static void deleteQuietly(Path directory) {
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            log.warn("Cannot delete {}; the next run of this recording tries again", directory, e);
        }
    }
}
