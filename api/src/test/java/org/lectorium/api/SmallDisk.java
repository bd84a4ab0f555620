package org.lectorium.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk that can be filled without harm to anything else, where the user may mount one. */
final class SmallDisk implements AutoCloseable {

    private final Path directory;
    private final boolean mounted;

    private SmallDisk(Path directory, boolean mounted) {
        this.directory = directory;
        this.mounted = mounted;
    }

    static SmallDisk mount(Path directory, int mebibytes) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        return new SmallDisk(
                directory,
                execute("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", directory.toString()));
    }

    private static boolean execute(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }

    /** Otherwise it is a directory like any other, which must not be filled. */
    boolean isMounted() {
        return mounted;
    }

    Path directory() {
        return directory;
    }

    /** @param spare bytes that are left */
    void fill(long spare) throws IOException {
        var block = new byte[1 << 20];
        try (var out = Files.newOutputStream(filler())) {
            while (free() > spare) {
                out.write(block, 0, (int) Math.min(block.length, free() - spare));
            }
        } catch (IOException e) {
            // Somebody else has taken the last of it: it is full.
        }
    }

    /** It is there while the disk is full. */
    Path filler() {
        return directory.resolve("filler");
    }

    private long free() throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    void empty() throws IOException {
        Files.deleteIfExists(filler());
    }

    @Override
    public void close() throws IOException {
        try {
            if (mounted) {
                // Also while somebody holds a file on it.
                execute("umount", "-l", directory.toString());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
