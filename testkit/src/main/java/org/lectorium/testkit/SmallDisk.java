package org.lectorium.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk that can be filled without harm to anything else, where the user may mount one. */
public final class SmallDisk implements AutoCloseable {

    private final Path directory;
    private final boolean mounted;

    private SmallDisk(Path directory, boolean mounted) {
        this.directory = directory;
        this.mounted = mounted;
    }

    public static SmallDisk mount(Path directory, int mebibytes) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        return new SmallDisk(
                directory,
                execute("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", directory.toString()));
    }

    /** @return whether it succeeded; if not, the output of the test says what it complained of */
    public static boolean execute(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean done = process.waitFor() == 0;
        if (!done) {
            System.out.println(String.join(" ", command) + ": " + said);
        }
        return done;
    }

    /** Otherwise it is a directory like any other, which must not be filled. */
    public boolean isMounted() {
        return mounted;
    }

    public Path directory() {
        return directory;
    }

    /** @param spare bytes that are left */
    public void fill(long spare) throws IOException {
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
    public Path filler() {
        return directory.resolve("filler");
    }

    private long free() throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    public void empty() throws IOException {
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
