package org.lectorium.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import org.lectorium.core.ProblemException;
import org.lectorium.core.RecordingId;
import org.lectorium.core.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of this node in which arriving bytes become durable. A file under a recording's bare id is whole and on
 * stable storage; one that ends in {@code .part} is neither.
 */
public final class Spool {

    private static final Logger log = LoggerFactory.getLogger(Spool.class);

    private static final String PART = ".part";
    private static final int BUFFER_BYTES = 64 << 10;

    /** How often the free space is looked at while bytes arrive. */
    private static final long CHECK_EVERY_BYTES = 64L << 20;

    private final Path directory;
    private final long reserveBytes;

    Spool(Path directory, long reserveBytes) {
        this.directory = directory;
        this.reserveBytes = reserveBytes;
    }

    record Spooled(Path file, long sizeBytes, Sha256 sha256) {}

    /**
     * Reads to the end and returns when the bytes are on stable storage. Whatever goes wrong leaves no file behind.
     *
     * @param announcedBytes how many are expected; negative if nobody said
     */
    Spooled receive(RecordingId recording, InputStream in, long announcedBytes) {
        Path part = directory.resolve(recording + PART);
        try {
            Files.createDirectories(directory);
            requireSpaceFor(Math.max(announcedBytes, 0));
            var spooled = copy(in, part, file(recording));
            Files.move(part, spooled.file(), StandardCopyOption.ATOMIC_MOVE);
            sync(directory);
            return spooled;
        } catch (IOException e) {
            deleteQuietly(part);
            throw unwritable(e);
        } catch (RuntimeException e) {
            deleteQuietly(part);
            throw e;
        }
    }

    private Spooled copy(InputStream in, Path part, Path target) throws IOException {
        var digest = Sha256.newDigest();
        var buffer = new byte[BUFFER_BYTES];
        long size = 0;
        long unchecked = 0;
        try (var channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int read = read(in, buffer); read >= 0; read = read(in, buffer)) {
                digest.update(buffer, 0, read);
                var bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                size += read;
                unchecked += read;
                if (unchecked >= CHECK_EVERY_BYTES) {
                    unchecked = 0;
                    requireSpaceFor(0);
                }
            }
            channel.force(true);
        }
        return new Spooled(target, size, Sha256.from(digest.digest()));
    }

    /** Tells the sender's failures from ours: only reading can end early. */
    private static int read(InputStream in, byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw new ProblemException(IngestProblem.UPLOAD_INCOMPLETE, e);
        }
    }

    /** @throws ProblemException if the disk would be fuller than it may be */
    public void requireSpaceFor(long bytes) throws IOException {
        long free = Files.getFileStore(directory).getUsableSpace();
        if (free - bytes < reserveBytes) {
            throw new ProblemException(
                    IngestProblem.INSUFFICIENT_STORAGE,
                    Map.of("neededBytes", Long.toString(bytes + reserveBytes), "freeBytes", Long.toString(free)));
        }
    }

    public static ProblemException unwritable(IOException e) {
        // The JDK has no type for ENOSPC, and a full disk has another way out than a broken one.
        return String.valueOf(e.getMessage()).contains("No space left")
                ? new ProblemException(IngestProblem.INSUFFICIENT_STORAGE, e)
                : new ProblemException(IngestProblem.SPOOL_UNWRITABLE, e);
    }

    /** A renamed file is only there after a power cut if its directory was synced too. */
    public static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    public Path directory() {
        return directory;
    }

    /** Where the whole file of a recording is, if this node has it. */
    public Path file(RecordingId recording) {
        return directory.resolve(recording.toString());
    }

    void delete(RecordingId recording) {
        deleteQuietly(file(recording));
    }

    /**
     * Deletes what nobody will ask for: parts of deliveries that never ended, and whole files that are not wanted.
     *
     * @param before only files that were last written before that
     */
    void sweep(Instant before, Predicate<RecordingId> wanted) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before) && !isWanted(file, wanted)) {
                    log.info("Deleting {} from the spool", file.getFileName());
                    deleteQuietly(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isWanted(Path file, Predicate<RecordingId> wanted) {
        if (Files.isDirectory(file)) {
            return true;
        }
        String name = file.getFileName().toString();
        return !name.endsWith(PART) && wanted.test(RecordingId.of(name));
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("Cannot delete {}; the next sweep tries again", file, e);
        }
    }
}
