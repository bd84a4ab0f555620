package org.lectorium.transcode.ffmpeg;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.core.ProblemException;
import org.lectorium.testkit.GeneratedMedia;
import org.lectorium.transcode.MediaConverter.HlsRecipe;
import org.lectorium.transcode.MediaInfo;
import org.lectorium.transcode.TranscodeProblem;
import org.lectorium.transcode.TranscodeSettings;
import org.lectorium.transcode.TranscodeSettings.SandboxMode;

/** A disk of 12 MiB, where the user may make one. */
class FullDiskIT {

    @TempDir
    Path temp;

    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(temp.resolve("disk"));
        assumeThat(execute("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk.toString()))
                .as("may mount a small disk")
                .isTrue();
    }

    @AfterEach
    void unmount() throws Exception {
        execute("umount", disk.toString());
    }

    private static boolean execute(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }

    @Test
    void isToldFromABrokenRecording() {
        var lecture = new GeneratedMedia(temp).jibri(1280, 720, 20);
        var tools = new FfmpegTools(new TranscodeSettings(
                disk, null, temp.resolve("cache"), 1, 1, Duration.ZERO, 36_000_000, SandboxMode.AUTO));
        MediaInfo info = new FfprobeMediaProbe(tools).probe(lecture);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> new FfmpegMediaConverter(tools)
                        .toHls(lecture, info, new HlsRecipe(false, false), disk, second -> {}))
                .extracting(ProblemException::key)
                .isEqualTo(TranscodeProblem.WORKSPACE_FULL);
    }
}
