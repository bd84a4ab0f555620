package org.lectorium.ingest.tus;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.lectorium.ingest.Spool;

/** The files of unfinished uploads, in a directory of the spool. */
final class Parts {

    private static final String DIRECTORY = "uploads";
    private static final String ENDING = ".part";

    private final Spool spool;
    private final Path directory;

    Parts(Spool spool) {
        this.spool = spool;
        this.directory = spool.directory().resolve(DIRECTORY);
    }

    Path file(UUID upload) {
        return directory.resolve(upload + ENDING);
    }

    /** 0 if there is none. */
    long size(UUID upload) throws IOException {
        try {
            return Files.size(file(upload));
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** For writing; a new file's name is on stable storage before its first byte. */
    FileChannel open(UUID upload) throws IOException {
        try {
            return FileChannel.open(file(upload), StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            Files.createDirectories(directory);
            var channel = FileChannel.open(file(upload), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            Spool.sync(directory);
            return channel;
        }
    }

    /** Cuts a file to what counts of it, and syncs it. */
    void settle(UUID upload, long size) throws IOException {
        try (var channel = open(upload)) {
            channel.truncate(size);
            channel.force(true);
        }
    }

    /** Makes one of several, in their order; begins anew if that was tried before. */
    void join(UUID upload, List<UUID> pieces) throws IOException {
        try (var channel = open(upload)) {
            channel.truncate(0);
            for (UUID piece : pieces) {
                append(channel, piece);
            }
            channel.force(true);
        }
    }

    private void append(FileChannel target, UUID piece) throws IOException {
        if (size(piece) == 0) {
            return;
        }
        try (var source = FileChannel.open(file(piece), StandardOpenOption.READ)) {
            long size = source.size();
            target.position(target.size());
            for (long done = 0; done < size; ) {
                spool.requireSpaceFor(0);
                done += source.transferTo(done, Math.min(size - done, 64L << 20), target);
            }
        }
    }

    /** Moves a whole file to where recordings lie. */
    void rename(Upload upload) throws IOException {
        Files.move(file(upload.id()), spool.file(upload.recording()), StandardCopyOption.ATOMIC_MOVE);
    }

    /** A renamed file is only there after a power cut if both directories were synced. */
    void syncDirectories() throws IOException {
        Spool.sync(spool.directory());
        Spool.sync(directory);
    }

    void delete(UUID upload) throws IOException {
        Files.deleteIfExists(file(upload));
    }

    /** Those that were last written before that. */
    List<UUID> writtenBefore(Instant instant) throws IOException {
        var uploads = new ArrayList<UUID>();
        if (!Files.isDirectory(directory)) {
            return uploads;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + ENDING)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(instant)) {
                    var name = file.getFileName().toString();
                    uploads.add(UUID.fromString(name.substring(0, name.length() - ENDING.length())));
                }
            }
        }
        return uploads;
    }
}
