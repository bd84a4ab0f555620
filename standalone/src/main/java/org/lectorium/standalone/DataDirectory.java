package org.lectorium.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The directory with all embedded data, held by one process at a time. The system lets go of it when that dies. */
public final class DataDirectory implements AutoCloseable {

    private static final long MEBIBYTE = 1L << 20;

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the directory if there is none, and takes it.
     *
     * @param leastFreeBytes below that much free space it does not start
     * @throws StandaloneStartFailure if it cannot be written, is taken, or has too little space
     */
    public static DataDirectory open(Path directory, long leastFreeBytes) {
        var path = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            var lock = FileChannel.open(
                    path.resolve("lectorium.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            take(path, lock);
            requireSpace(path, leastFreeBytes, lock);
            return new DataDirectory(path, lock);
        } catch (IOException e) {
            throw new StandaloneStartFailure(
                    "Cannot write to the data directory " + path
                            + ": make it writable for this user, or set LECTORIUM_DATA_DIR to another one.",
                    e);
        }
    }

    private static void take(Path path, FileChannel lock) throws IOException {
        try {
            if (lock.tryLock() != null) {
                lock.truncate(0);
                lock.write(ByteBuffer.wrap(
                        Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
                return;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: as taken as by another one.
        }
        var holder = new String(Files.readAllBytes(path.resolve("lectorium.lock")), StandardCharsets.US_ASCII);
        lock.close();
        throw new StandaloneStartFailure(
                "The data directory " + path + " is in use by another Lectorium, process " + holder
                        + ": stop that one first, or set LECTORIUM_DATA_DIR to another directory.",
                null);
    }

    private static void requireSpace(Path path, long leastFreeBytes, FileChannel lock) throws IOException {
        long free = Files.getFileStore(path).getUsableSpace();
        if (free < leastFreeBytes) {
            lock.close();
            throw new StandaloneStartFailure(
                    "There is too little space for the data directory %s: %d MiB are free, %d MiB are needed."
                            .formatted(path, free / MEBIBYTE, leastFreeBytes / MEBIBYTE),
                    null);
        }
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() {
        closeQuietly(lock);
    }

    static void closeQuietly(@Nullable AutoCloseable closeable) {
        try {
            if (closeable != null) {
                closeable.close();
            }
        } catch (Exception e) {
            // It is going away anyhow.
        }
    }
}
