package org.lectorium.ingest.tus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.ProblemException;
import org.lectorium.ingest.IngestProblem;
import org.lectorium.ingest.Spool;

/**
 * Writes what one request brings. There is one pen for an upload at a time: who wants the upload takes it away from
 * whoever has it. A thread that waits for a dead connection does not notice before its next byte, and nobody has to wait
 * for it.
 */
final class Pen {

    /** The disk begins to write before the end, so that waiting for it at the end is short. */
    private static final long SYNC_EVERY_BYTES = 32L << 20;

    private static final int LARGE_BUFFER_BYTES = 128 << 10;

    private static final int SMALL_BUFFER_BYTES = 16 << 10;

    private final UUID upload;
    private final FileChannel channel;
    private final MessageDigest hash;
    private final @Nullable MessageDigest hashBefore;
    private final Checksum.@Nullable Running running;
    private final @Nullable Checksum checksum;
    private final Hashes hashes;
    private final Spool spool;
    private final long start;
    private final ReentrantLock lock = new ReentrantLock();

    private long written;
    /** Changed by whoever receives, and read by whoever takes the pen away. */
    private byte[] buffer = new byte[SMALL_BUFFER_BYTES];

    private int filled;
    private long fillingSince = System.nanoTime();
    private long syncedUpTo;
    private @Nullable Thread syncing;
    private volatile @Nullable IOException syncFailed;
    private volatile long validUntil;
    private boolean isOpen = true;
    private @Nullable ProblemException lifted;

    /** @param start where it begins to write; what lies before is on stable storage */
    Pen(
            Upload upload,
            long start,
            FileChannel channel,
            MessageDigest hash,
            @Nullable Checksum checksum,
            Hashes hashes,
            Spool spool,
            long validUntil) {
        this.upload = upload.id();
        this.channel = channel;
        this.hash = hash;
        this.hashBefore = checksum == null ? null : copy(hash);
        this.checksum = checksum;
        this.running = checksum == null ? null : checksum.algorithm().start();
        this.hashes = hashes;
        this.spool = spool;
        this.start = start;
        this.written = start;
        this.syncedUpTo = start;
        this.validUntil = validUntil;
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("SHA-256 can be copied", e);
        }
    }

    /**
     * Reads to the end.
     *
     * @param limit where the upload ends at the latest
     * @throws ProblemException if the body ends early or goes on behind the limit, or the pen was taken away
     */
    void receive(InputStream body, long limit) throws IOException {
        while (true) {
            int room = (int) Math.min(buffer.length - filled, limit - written - filled);
            if (room == 0) {
                if (read(body, new byte[1], 0, 1) >= 0) {
                    throw new ProblemException(UploadProblem.UPLOAD_TOO_LONG);
                }
                return;
            }
            int read = read(body, buffer, filled, room);
            lock.lock();
            try {
                requireMine();
                if (read < 0) {
                    return;
                }
                filled += read;
                if (filled == buffer.length) {
                    turnOver();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Tells the sender's failures from ours: only reading can end early. */
    private static int read(InputStream in, byte[] bytes, int from, int count) {
        try {
            return in.read(bytes, from, count);
        } catch (IOException e) {
            throw new ProblemException(IngestProblem.UPLOAD_INCOMPLETE, e);
        }
    }

    private void requireMine() throws IOException {
        if (lifted != null) {
            throw lifted;
        }
        requireValid();
        if (syncFailed != null) {
            throw syncFailed;
        }
    }

    /** When the database was away for too long, another node may think that this one is dead. */
    private void requireValid() {
        if (System.nanoTime() - validUntil > 0) {
            throw new ProblemException(UploadProblem.UPLOAD_INTERRUPTED);
        }
    }

    private void flush() throws IOException {
        var bytes = ByteBuffer.wrap(buffer, 0, filled);
        int count = filled;
        filled = 0;
        try {
            long position = written;
            while (bytes.hasRemaining()) {
                position += channel.write(bytes, position);
            }
        } catch (IOException e) {
            channel.truncate(written);
            throw e;
        }
        hash.update(buffer, 0, count);
        if (running != null) {
            running.add(buffer, 0, count);
        }
        written += count;
        if (written - syncedUpTo >= SYNC_EVERY_BYTES) {
            syncBeside();
            spool.requireSpaceFor(0);
        }
    }

    /** What the disk takes for it says nothing of the sender. */
    private void turnOver() throws IOException {
        int bytes = bufferBytes(filled, Duration.ofNanos(System.nanoTime() - fillingSince));
        flush();
        if (bytes != buffer.length) {
            buffer = new byte[bytes];
        }
        fillingSince = System.nanoTime();
    }

    /**
     * Fewer writes are cheaper, see docs/benchmarks.md; but hundreds of slow senders wait at the same time, each with a
     * buffer of its own. So a large one is for whoever fills it within a second.
     *
     * @param came bytes that the last buffer took
     * @param within how long it took them
     */
    static int bufferBytes(int came, Duration within) {
        var most = Duration.ofSeconds(1).multipliedBy(came).dividedBy(LARGE_BUFFER_BYTES);
        return within.compareTo(most) <= 0 ? LARGE_BUFFER_BYTES : SMALL_BUFFER_BYTES;
    }

    private void syncBeside() {
        if (syncing != null && syncing.isAlive()) {
            return;
        }
        syncedUpTo = written;
        syncing = Thread.ofVirtual().start(() -> {
            try {
                channel.force(false);
            } catch (IOException e) {
                syncFailed = e;
            }
        });
    }

    void extend(long until) {
        validUntil = until;
    }

    /** What counts if it ends now. */
    long position() {
        lock.lock();
        try {
            return checksum == null ? written + filled : start;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes it away from its request, which ends with that problem. What came stays, unless it waits for its checksum.
     *
     * @param position only if this counts; any if negative
     * @return false if something else counts by now, and it goes on
     */
    boolean lift(ProblemException why, long position) throws IOException {
        lock.lock();
        try {
            if (position >= 0 && position() != position) {
                return false;
            }
            lifted = why;
            end(checksum == null);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The request has ended.
     *
     * @param whole whether its body came to its end
     * @return what counts, and is on stable storage
     * @throws ProblemException if the checksum does not match, or the pen was taken away
     */
    long stop(boolean whole) throws IOException {
        lock.lock();
        try {
            if (lifted != null) {
                throw lifted;
            }
            if (checksum == null) {
                return end(true);
            }
            flush();
            boolean matches = Arrays.equals(running == null ? null : running.end(), checksum.expected());
            end(whole && matches);
            if (whole && !matches) {
                throw new ProblemException(UploadProblem.CHECKSUM_MISMATCH);
            }
            return written;
        } finally {
            lock.unlock();
        }
    }

    /** The request has ended, and nothing of it counts. */
    long discard() throws IOException {
        lock.lock();
        try {
            if (lifted != null) {
                throw lifted;
            }
            return end(false);
        } finally {
            lock.unlock();
        }
    }

    private long end(boolean keep) throws IOException {
        if (!isOpen) {
            return written;
        }
        isOpen = false;
        try (channel) {
            requireValid();
            if (keep) {
                flush();
            } else {
                channel.truncate(start);
                written = start;
            }
            sync();
        }
        if (keep) {
            hashes.keep(upload, written, hash);
        } else if (hashBefore != null) {
            hashes.keep(upload, start, hashBefore);
        }
        return written;
    }

    private void sync() throws IOException {
        try {
            join(syncing);
            if (syncFailed != null) {
                throw syncFailed;
            }
            channel.force(true);
        } catch (IOException e) {
            // Nobody knows what of it is on the disk, and the next sync would not say: only what was synced before
            // counts.
            channel.truncate(start);
            written = start;
            throw e;
        }
    }

    private static void join(@Nullable Thread thread) throws IOException {
        try {
            if (thread != null) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
