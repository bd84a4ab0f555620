package org.lectorium.transcode.ffmpeg;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.lectorium.transcode.JibriDefaults;
import org.springframework.stereotype.Component;

/** Jibri's arguments from its {@code reference.conf}, with a still picture and silence in place of screen and sound. */
@Component
class FfmpegJibriDefaults implements JibriDefaults {

    private static final Duration EXPECTED = Duration.ofSeconds(20);
    private static final long MAX_BYTES = 64L << 20;

    private final FfmpegTools tools;

    FfmpegJibriDefaults(FfmpegTools tools) {
        this.tools = tools;
    }

    @Override
    public Path record(int width, int height, String quality, Path directory) {
        var output = directory.resolve("as-jibri.mp4");
        var program = new ArrayList<String>(List.of(
                tools.binaries().ffmpeg().toString(), "-nostdin", "-y", "-progress", "pipe:1", "-loglevel", "warning"));
        program.addAll(List.of("-f", "lavfi", "-i", "color=size=%dx%d:rate=30:duration=1".formatted(width, height)));
        program.addAll(List.of("-f", "lavfi", "-i", "anullsrc=r=44100:cl=stereo:d=1"));
        program.addAll(List.of("-acodec", "aac", "-ar", "44100", "-b:a", "128k", "-af", "aresample=async=1"));
        program.addAll(List.of("-c:v", "libx264", "-pix_fmt", "yuv420p", "-r", "30", "-crf", quality));
        program.addAll(List.of("-preset", "ultrafast", "-profile:v", "main", "-level", "3.1", "-f", "mp4"));
        program.add(output.toString());
        tools.process()
                .run(new FfmpegProcess.Job(program, List.of(), List.of(directory), EXPECTED, MAX_BYTES), second -> {});
        return output;
    }
}
