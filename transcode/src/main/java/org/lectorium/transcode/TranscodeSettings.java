package org.lectorium.transcode;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param workspace scratch space; nothing in it outlives a run
 * @param ffmpegPath a directory with {@code ffmpeg} and {@code ffprobe}; null for the ones we bring
 * @param cache where the ones we bring are unpacked
 * @param parallel how many recordings one node processes at a time
 * @param maxTries how often a run is started before a failure that time may heal is given to people
 * @param retryDelay before the second try; doubles with each further one, up to ten minutes
 * @param maxPixels pictures with more are refused
 * @param sandbox whether FFmpeg is locked up
 */
@ConfigurationProperties("lectorium.transcode")
public record TranscodeSettings(
        Path workspace,
        @Nullable Path ffmpegPath,
        Path cache,
        int parallel,
        int maxTries,
        Duration retryDelay,
        int maxPixels,
        SandboxMode sandbox) {

    /** An empty variable is one that is not set. */
    public TranscodeSettings {
        ffmpegPath = ffmpegPath == null || ffmpegPath.toString().isEmpty() ? null : ffmpegPath;
    }

    public enum SandboxMode {
        /** With bubblewrap where it works, else with resource limits alone and a warning. */
        AUTO,
        /** Refuse to start without bubblewrap. */
        REQUIRED,
        /** Resource limits alone. */
        LIMITS
    }
}
