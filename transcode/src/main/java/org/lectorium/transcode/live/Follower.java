package org.lectorium.transcode.live;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.ArrivingBytes;
import org.lectorium.core.ArrivingBytes.SoFar;
import org.lectorium.core.LiveMedia;
import org.lectorium.core.LiveMedia.LiveFile;
import org.lectorium.core.ProblemException;
import org.lectorium.core.ProblemScope;
import org.lectorium.core.RecordingId;
import org.lectorium.transcode.LiveConverter;
import org.lectorium.transcode.LiveConverter.Cutting;
import org.lectorium.transcode.TranscodeProblem;
import org.lectorium.transcode.live.Opening.Streamable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Reads what arrives of one recording, up to what was acknowledged, and has it cut into files that players ask for. */
final class Follower {

    private static final Logger log = LoggerFactory.getLogger(Follower.class);

    private static final Duration LOOKS_AGAIN = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long WAITS_MILLIS = 100;
    private static final int BUFFER_BYTES = 256 << 10;

    /** How often the free space is looked at while much is there at once. */
    private static final long CHECK_EVERY_BYTES = 8L << 20;

    private final RecordingId recording;
    private final Streamable opening;
    private final ArrivingBytes arriving;
    private final LiveConverter converter;
    private final LiveSpace space;
    private final long reserveBytes;
    private final Path directory;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Thread thread;

    private volatile long lastAsked = System.nanoTime();
    private volatile State state = State.FOLLOWING;
    private volatile @Nullable ProblemException failure;
    private volatile @Nullable Cutting cutting;

    private enum State {
        FOLLOWING,
        /** All of it is there to be watched. */
        COMPLETE,
        /** There is nothing to watch any more. */
        GONE
    }

    Follower(
            RecordingId recording,
            Streamable opening,
            ArrivingBytes arriving,
            LiveConverter converter,
            LiveSpace space,
            long reserveBytes)
            throws IOException {
        this.recording = recording;
        this.opening = opening;
        this.arriving = arriving;
        this.converter = converter;
        this.space = space;
        this.reserveBytes = reserveBytes;
        this.directory = space.directoryFor(recording);
        // The sandbox ends with the thread that began it, and threads that carry virtual ones come and go.
        this.thread = Thread.ofPlatform().name("live-" + recording).daemon().unstarted(this::run);
    }

    Follower start() {
        thread.start();
        return this;
    }

    boolean isFollowing() {
        return state == State.FOLLOWING;
    }

    /** Whether what it has is of no use to anybody. */
    boolean isGone() {
        return state == State.GONE && failure == null;
    }

    boolean isIdle(Duration patience) {
        return System.nanoTime() - lastAsked > patience.toNanos();
    }

    @Nullable
    ProblemException failure() {
        return failure;
    }

    // What players ask for

    Optional<LiveFile> open(String name) throws IOException, InterruptedException {
        lastAsked = System.nanoTime();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        if (name.equals(LiveMedia.PLAYLIST)) {
            // Who was here before has seen more than the beginning.
            caughtUp.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
        for (; ; ) {
            // Before it is looked for: what was still being made then is there now.
            boolean nothingFollows = state != State.FOLLOWING;
            var file = read(name);
            if (file.isPresent()) {
                return file;
            }
            var failed = failure;
            if (failed != null) {
                throw failed;
            }
            if (nothingFollows) {
                return Optional.empty();
            }
            if (System.nanoTime() > deadline) {
                throw new ProblemException(TranscodeProblem.LIVE_NOT_BEGUN);
            }
            Thread.sleep(WAITS_MILLIS);
        }
    }

    private Optional<LiveFile> read(String name) throws IOException {
        try {
            var file = FileChannel.open(directory.resolve(name), StandardOpenOption.READ);
            try {
                var type = name.equals(LiveMedia.PLAYLIST) ? "application/vnd.apple.mpegurl" : "video/mp4";
                // Of what was opened: another playlist may have come in its place.
                return Optional.of(new LiveFile(Channels.newInputStream(file), type, file.size()));
            } catch (IOException e) {
                file.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    // Following

    private void run() {
        try {
            follow();
        } catch (ProblemException e) {
            fail(e);
        } catch (IOException e) {
            fail(new ProblemException(TranscodeProblem.WORKSPACE_UNWRITABLE, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            state = State.GONE;
        } catch (RuntimeException e) {
            fail(new ProblemException(TranscodeProblem.PROCESSING_FAILED, e));
        } finally {
            caughtUp.countDown();
            if (state != State.COMPLETE) {
                LiveSpace.delete(directory);
            }
        }
    }

    private void fail(ProblemException problem) {
        if (stop.getCount() > 0) {
            log.warn("{} cannot be watched while it arrives: {}", recording, problem.getMessage(), problem.getCause());
            failure = problem;
        }
        state = State.GONE;
    }

    private void follow() throws IOException, InterruptedException {
        var first = arriving.soFar(recording);
        if (first.isEmpty()) {
            state = State.GONE;
            return;
        }
        try (var source = FileChannel.open(first.get().file(), StandardOpenOption.READ);
                var program =
                        converter.begin(opening.container(), opening.hasVideo(), opening.timesTold(), directory)) {
            cutting = program;
            if (feed(source, program)) {
                var problem = program.await();
                if (problem.isPresent()) {
                    throw problem.get();
                }
                state = State.COMPLETE;
            } else {
                state = State.GONE;
            }
        }
    }

    /** @return whether all of it came, and not nothing more */
    private boolean feed(FileChannel source, Cutting program) throws IOException, InterruptedException {
        var buffer = ByteBuffer.allocate(BUFFER_BYTES);
        long position = 0;
        try (var target = program.input()) {
            do {
                var now = soFar();
                if (now == null) {
                    continue;
                }
                if (now.isEmpty()) {
                    return false;
                }
                for (long unchecked = CHECK_EVERY_BYTES; position < now.get().bytes() && stop.getCount() > 0; ) {
                    if (unchecked >= CHECK_EVERY_BYTES) {
                        unchecked = 0;
                        requireRoom();
                    }
                    int read = read(source, position, now.get().bytes(), buffer);
                    write(target, buffer.array(), read, program);
                    position += read;
                    unchecked += read;
                }
                caughtUp.countDown();
                if (now.get().isWhole()) {
                    return position == now.get().bytes();
                }
            } while (!stop.await(LOOKS_AGAIN.toMillis(), TimeUnit.MILLISECONDS));
            return false;
        }
    }

    /** @return null if that cannot be known now */
    private @Nullable Optional<SoFar> soFar() {
        try {
            return arriving.soFar(recording);
        } catch (DataAccessException | TransactionException e) {
            log.debug("The database is away", e);
            return null;
        } catch (ProblemException e) {
            if (e.key().scope() == ProblemScope.ENVIRONMENT) {
                log.debug("Not to be seen now", e);
                return null;
            }
            throw e;
        }
    }

    private static int read(FileChannel source, long position, long end, ByteBuffer buffer) throws IOException {
        buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
        int read = source.read(buffer, position);
        if (read <= 0) {
            throw new IOException("the file is shorter than what was acknowledged");
        }
        return read;
    }

    private static void write(OutputStream target, byte[] bytes, int length, Cutting program)
            throws InterruptedException {
        try {
            target.write(bytes, 0, length);
            target.flush();
        } catch (IOException e) {
            // It takes nothing more, and knows why.
            throw program.await().orElseGet(() -> new ProblemException(TranscodeProblem.PROCESSING_TOO_COSTLY, e));
        }
    }

    private void requireRoom() throws IOException {
        if (space.freeBytes() < reserveBytes) {
            throw new ProblemException(TranscodeProblem.WORKSPACE_FULL);
        }
    }

    /** Ends it and leaves nothing behind. */
    void end() {
        stop.countDown();
        var program = cutting;
        if (program != null) {
            program.close();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        state = State.GONE;
        LiveSpace.delete(directory);
    }
}
