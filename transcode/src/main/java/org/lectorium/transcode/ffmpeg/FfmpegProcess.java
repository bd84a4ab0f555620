package org.lectorium.transcode.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleConsumer;
import net.bramp.ffmpeg.progress.StreamProgressParser;
import org.lectorium.core.ProblemException;
import org.lectorium.transcode.TranscodeProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts programs, and is the only class that does. Each runs locked up and under watch: one that stops making progress
 * is killed, since FFmpeg may ignore a request to end.
 */
final class FfmpegProcess {

    private static final Logger log = LoggerFactory.getLogger(FfmpegProcess.class);

    private static final int MAX_ANSWER_BYTES = 4 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LEAST_TIME = Duration.ofSeconds(120);

    private final Sandbox sandbox;

    FfmpegProcess(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /**
     * @param readable what the program may read
     * @param writable the directories that it may write
     * @param expected how long it should take; it gets six times that
     * @param maxFileBytes no output grows beyond
     */
    record Job(List<String> program, List<Path> readable, List<Path> writable, Duration expected, long maxFileBytes) {

        private Duration mayTake() {
            var sixfold = expected.multipliedBy(6);
            return sixfold.compareTo(LEAST_TIME) > 0 ? sixfold : LEAST_TIME;
        }
    }

    /** Starts a program locked up, with an empty environment. */
    Process start(Job job) throws IOException {
        int cores = Runtime.getRuntime().availableProcessors();
        var limits = new Sandbox.Limits(job.mayTake().multipliedBy(cores), job.maxFileBytes());
        var builder = new ProcessBuilder(sandbox.command(job.program(), job.readable(), job.writable(), limits));
        var path = System.getenv("PATH");
        builder.environment().clear();
        builder.environment().put("PATH", path == null ? "/usr/bin:/bin" : path);
        return builder.start();
    }

    /**
     * Runs a program that reports with {@code -progress pipe:1} and returns when it has succeeded.
     *
     * @param progress told the second of the media that has been reached
     */
    void run(Job job, DoubleConsumer progress) {
        var lastProgress = new AtomicLong(System.nanoTime());
        var finished = attend(job, lastProgress, output -> {
            readProgress(output, lastProgress, progress);
            return new byte[0];
        });
        if (finished.exit() != 0) {
            log.info("FFmpeg ended with {}: {}", finished.exit(), finished.complaints());
            throw FfmpegFailure.classify(finished.exit(), finished.complaints(), null);
        }
    }

    /**
     * @param exit the exit code as a shell sees it
     * @param complaints the last lines of the error stream
     */
    record Finished(int exit, byte[] output, List<String> complaints) {}

    /** Runs a program that answers on its output, and returns when it has ended, well or badly. */
    Finished ask(Job job) {
        return attend(job, new AtomicLong(System.nanoTime()), output -> output.readNBytes(MAX_ANSWER_BYTES));
    }

    private interface Reading {
        byte[] read(InputStream output) throws IOException;
    }

    private Finished attend(Job job, AtomicLong lastProgress, Reading reading) {
        Process process;
        try {
            process = start(job);
        } catch (IOException e) {
            throw new ProblemException(TranscodeProblem.FFMPEG_UNAVAILABLE, e);
        }
        var complaints = LastLines.of(process);
        var killer = Thread.ofVirtual().start(() -> killWhenStuck(process, job.mayTake(), lastProgress));
        try {
            var output = read(process, reading);
            return new Finished(process.waitFor(), output, complaints.await());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(TranscodeProblem.PROCESSING_INTERRUPTED, e);
        } finally {
            kill(process);
            killer.interrupt();
        }
    }

    private static byte[] read(Process process, Reading reading) {
        try {
            return reading.read(process.getInputStream());
        } catch (IOException e) {
            log.debug("The output ended early", e);
            return new byte[0];
        }
    }

    private static void readProgress(InputStream output, AtomicLong lastProgress, DoubleConsumer progress)
            throws IOException {
        var reached = new AtomicLong();
        new StreamProgressParser(report -> {
                    // FFmpeg reports twice a second even when it is stuck.
                    if (report.out_time_ns > reached.getAndSet(report.out_time_ns)) {
                        lastProgress.set(System.nanoTime());
                        progress.accept(report.out_time_ns / 1e9);
                    }
                })
                .processStream(output);
    }

    private static void killWhenStuck(Process process, Duration mayTake, AtomicLong lastProgress) {
        long deadline = System.nanoTime() + mayTake.toNanos();
        try {
            while (!process.waitFor(1, TimeUnit.SECONDS)) {
                long now = System.nanoTime();
                if (now > deadline || now - lastProgress.get() > PATIENCE.toNanos()) {
                    log.warn("Killing FFmpeg: no progress, or too slow");
                    kill(process);
                    return;
                }
            }
        } catch (InterruptedException e) {
            // The run has ended; so does the watch.
        }
    }

    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
