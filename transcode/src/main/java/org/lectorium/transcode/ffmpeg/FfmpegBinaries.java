package org.lectorium.transcode.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.lectorium.core.ProblemException;
import org.lectorium.transcode.TranscodeProblem;
import org.lectorium.transcode.TranscodeSettings;

/**
 * @param home the directory in which the programs find their libraries
 */
record FfmpegBinaries(Path ffmpeg, Path ffprobe, Path home) {

    /** The operator's own, or the ones we bring, unpacked into the cache at the first use. */
    static FfmpegBinaries locate(TranscodeSettings settings) {
        var own = settings.ffmpegPath();
        if (own != null) {
            var binaries = new FfmpegBinaries(own.resolve("ffmpeg"), own.resolve("ffprobe"), own);
            if (!Files.isExecutable(binaries.ffmpeg) || !Files.isExecutable(binaries.ffprobe)) {
                throw new ProblemException(TranscodeProblem.FFMPEG_UNAVAILABLE);
            }
            return binaries;
        }
        System.setProperty(
                "org.bytedeco.javacpp.cachedir",
                settings.cache().toAbsolutePath().toString());
        try {
            var ffmpeg = Path.of(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class));
            var ffprobe = Path.of(Loader.load(org.bytedeco.ffmpeg.ffprobe.class));
            // Whoever unpacked something before us in this process has decided where.
            return new FfmpegBinaries(
                    ffmpeg, ffprobe, Loader.getCacheDir().toPath().toAbsolutePath());
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new ProblemException(TranscodeProblem.FFMPEG_UNAVAILABLE, e);
        }
    }
}
