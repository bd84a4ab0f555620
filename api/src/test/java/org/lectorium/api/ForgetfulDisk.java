package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.lectorium.testkit.SmallDisk;

/**
 * A disk that tells what a power cut would leave of it. It is a file system in a file: what was written and not synced is in
 * the kernel's memory and not yet in that file, so a copy of the file is the disk after a power cut at that moment.
 */
record ForgetfulDisk(Path image, Path directory) implements AutoCloseable {

    /** The kernel writes down by itself what was changed, but not before the test is over. */
    private static final String LONG_AFTER_THE_TEST = "commit=900";

    interface Look {

        void at(Path directory) throws IOException;
    }

    static ForgetfulDisk mount(Path place, int mebibytes) throws Exception {
        var directory = Files.createDirectories(place.resolve("disk"));
        var image = place.resolve("disk.img");
        var mounted = SmallDisk.execute("truncate", "-s", mebibytes + "M", image.toString())
                && SmallDisk.execute("mkfs.ext4", "-q", image.toString())
                && SmallDisk.execute(
                        "mount", "-o", "loop," + LONG_AFTER_THE_TEST, image.toString(), directory.toString());
        assumeTrue(mounted, "only root can mount a disk, where the kernel knows loop devices");
        return new ForgetfulDisk(image, directory);
    }

    /** Shows the disk as it would be if the power were cut now. */
    void afterPowerCut(Look look) throws Exception {
        var copy = image.resolveSibling("copy.img");
        Files.copy(image, copy, StandardCopyOption.REPLACE_EXISTING);
        var there = Files.createDirectories(image.resolveSibling("copy"));
        assertThat(SmallDisk.execute("mount", "-o", "loop", copy.toString(), there.toString()))
                .isTrue();
        try {
            look.at(there);
        } finally {
            SmallDisk.execute("umount", there.toString());
        }
    }

    @Override
    public void close() throws Exception {
        SmallDisk.execute("umount", "-l", directory.toString());
    }
}
