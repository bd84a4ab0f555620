package org.lectorium.transcode.ffmpeg;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.core.ProblemException;
import org.lectorium.testkit.GeneratedMedia;
import org.lectorium.testkit.SmallDisk;
import org.lectorium.transcode.MediaConverter.HlsRecipe;
import org.lectorium.transcode.MediaInfo;
import org.lectorium.transcode.TranscodeProblem;
import org.lectorium.transcode.TranscodeSettings;
import org.lectorium.transcode.TranscodeSettings.SandboxMode;

/** A disk of 12 MiB, where the user may make one. */
class FullDiskIT {

    @TempDir
    Path temp;

    private SmallDisk disk;

    @BeforeEach
    void mount() throws Exception {
        disk = SmallDisk.mount(temp.resolve("disk"), 12);
        assumeThat(disk.isMounted()).as("may mount a small disk").isTrue();
    }

    @AfterEach
    void unmount() throws Exception {
        disk.close();
    }

    @Test
    void isToldFromABrokenRecording() {
        var lecture = new GeneratedMedia(temp).jibri(1280, 720, 20);
        var tools = new FfmpegTools(new TranscodeSettings(
                disk.directory(), null, temp.resolve("cache"), 1, 1, Duration.ZERO, 36_000_000, SandboxMode.AUTO));
        MediaInfo info = new FfprobeMediaProbe(tools).probe(lecture);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> new FfmpegMediaConverter(tools)
                        .toHls(lecture, info, new HlsRecipe(false, false), disk.directory(), second -> {}))
                .extracting(ProblemException::key)
                .isEqualTo(TranscodeProblem.WORKSPACE_FULL);
    }
}
