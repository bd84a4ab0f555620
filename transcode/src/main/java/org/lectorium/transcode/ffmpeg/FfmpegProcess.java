package org.lectorium.transcode.ffmpeg;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
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

    private static final int KEPT_LINES = 40;
    private static final int KEPT_LINE_LENGTH = 500;
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
        Process process;
        try {
            process = start(job);
        } catch (IOException e) {
            throw new ProblemException(TranscodeProblem.FFMPEG_UNAVAILABLE, e);
        }
        var killer = Thread.ofVirtual().start(() -> killWhenStuck(process, job.mayTake(), lastProgress));
        try {
            var errors = new LastLines();
            var reader = Thread.ofVirtual().start(() -> errors.read(process.getErrorStream()));
            readProgress(process.getInputStream(), lastProgress, progress);
            int exit = process.waitFor();
            reader.join();
            if (exit != 0) {
                log.info("FFmpeg ended with {}: {}", exit, errors);
                throw new ProblemException(FfmpegFailure.classify(exit, errors.lines()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(TranscodeProblem.PROCESSING_INTERRUPTED, e);
        } finally {
            kill(process);
            killer.interrupt();
        }
    }

    private static void readProgress(InputStream output, AtomicLong lastProgress, DoubleConsumer progress) {
        var reached = new AtomicLong();
        try {
            new StreamProgressParser(report -> {
                        // FFmpeg reports twice a second even when it is stuck.
                        if (report.out_time_ns > reached.getAndSet(report.out_time_ns)) {
                            lastProgress.set(System.nanoTime());
                            progress.accept(report.out_time_ns / 1e9);
                        }
                    })
                    .processStream(output);
        } catch (IOException e) {
            log.debug("The progress ended early", e);
        }
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

    /** The end of what a program wrote, however much it writes. */
    static final class LastLines {

        private final Deque<String> lines = new ArrayDeque<>();

        void read(InputStream stream) {
            try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    add(line.length() > KEPT_LINE_LENGTH ? line.substring(0, KEPT_LINE_LENGTH) : line);
                }
            } catch (IOException e) {
                log.debug("The program's messages ended early", e);
            }
        }

        private synchronized void add(String line) {
            lines.addLast(line);
            if (lines.size() > KEPT_LINES) {
                lines.removeFirst();
            }
        }

        synchronized List<String> lines() {
            return List.copyOf(lines);
        }

        @Override
        public String toString() {
            return String.join(" | ", lines());
        }
    }
}
