package org.lectorium.transcode.live;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.lectorium.core.RecordingId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A directory of this process alone, even if several share the place where it lies. It is locked as long as the process
 * lives, so that others can tell what a killed one left, and clear it away.
 */
final class LiveSpace implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(LiveSpace.class);

    private static final String LOCK = ".lock";

    private final Path directory;
    private final Path lockFile;
    private final FileChannel lock;

    private LiveSpace(Path directory, Path lockFile, FileChannel lock) {
        this.directory = directory;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    static LiveSpace open(Path place) throws IOException {
        Files.createDirectories(place);
        sweep(place);
        var name = UUID.randomUUID().toString();
        var lockFile = place.resolve(name + LOCK);
        var lock = FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        return new LiveSpace(Files.createDirectory(place.resolve(name)), lockFile, lock);
    }

    private static void sweep(Path place) throws IOException {
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(place, "*" + LOCK)) {
            for (Path lockFile : locks) {
                if (isAbandoned(lockFile)) {
                    var name = lockFile.getFileName().toString();
                    delete(place.resolve(name.substring(0, name.length() - LOCK.length())));
                    Files.deleteIfExists(lockFile);
                }
            }
        }
    }

    private static boolean isAbandoned(Path lockFile) {
        try (var channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            return lock != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    Path directoryFor(RecordingId recording) throws IOException {
        var made = directory.resolve(recording.toString());
        delete(made);
        return Files.createDirectory(made);
    }

    long freeBytes() throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    static void delete(Path directory) {
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            log.warn("{} is left until the next start: {}", directory, e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        delete(directory);
        Files.deleteIfExists(lockFile);
        lock.close();
    }
}
