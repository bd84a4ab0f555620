package org.lectorium.transcode.ffmpeg;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lectorium.core.ProblemException;
import org.lectorium.transcode.LiveConverter;
import org.lectorium.transcode.MediaInfo.Container;
import org.lectorium.transcode.TranscodeProblem;
import org.springframework.stereotype.Component;

/** FFmpeg, which sees nothing of the recording but what is written to its input. */
@Component
class FfmpegLiveConverter implements LiveConverter {

    /** Of work, for the whole day that it may last: copying takes some hundredths of the time. */
    private static final Duration EXPECTED = Duration.ofMinutes(10);

    private static final long MOST_SEGMENT_BYTES = 1L << 30;

    private final FfmpegTools tools;

    FfmpegLiveConverter(FfmpegTools tools) {
        this.tools = tools;
    }

    @Override
    public Cutting begin(Container container, boolean hasVideo, boolean timesTold, Path directory) {
        var program = new ArrayList<String>();
        program.add(tools.binaries().ffmpeg().toString());
        program.addAll(FfmpegCommands.toLiveHls(
                container, hasVideo, timesTold, directory, tools.settings().maxPixels()));
        try {
            var process = tools.process()
                    .start(new FfmpegProcess.Job(program, List.of(), List.of(directory), EXPECTED, MOST_SEGMENT_BYTES));
            return new Running(process, LastLines.of(process));
        } catch (IOException e) {
            throw new ProblemException(TranscodeProblem.FFMPEG_UNAVAILABLE, e);
        }
    }

    private record Running(Process process, LastLines complaints) implements Cutting {

        @Override
        public OutputStream input() {
            return process.getOutputStream();
        }

        @Override
        public Optional<ProblemException> await() throws InterruptedException {
            int exit = process.waitFor();
            return exit == 0 ? Optional.empty() : Optional.of(FfmpegFailure.classify(exit, complaints.await(), null));
        }

        @Override
        public void close() {
            FfmpegProcess.kill(process);
        }
    }
}
