package org.lectorium.transcode.ffmpeg;

import com.google.gson.JsonParseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import net.bramp.ffmpeg.FFprobe;
import net.bramp.ffmpeg.ProcessFunction;
import net.bramp.ffmpeg.builder.FFprobeBuilder;
import net.bramp.ffmpeg.probe.FFmpegProbeResult;
import net.bramp.ffmpeg.probe.FFmpegStream;
import net.bramp.ffmpeg.shared.CodecType;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.ProblemException;
import org.lectorium.transcode.MediaInfo;
import org.lectorium.transcode.MediaInfo.Audio;
import org.lectorium.transcode.MediaInfo.Container;
import org.lectorium.transcode.MediaInfo.Video;
import org.lectorium.transcode.MediaProbe;
import org.lectorium.transcode.TranscodeProblem;
import org.lectorium.transcode.ffmpeg.FfmpegProcess.Finished;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads what ffprobe says, after the first bytes have said which demuxer may look. */
@Component
class FfprobeMediaProbe implements MediaProbe {

    private static final Logger log = LoggerFactory.getLogger(FfprobeMediaProbe.class);

    /** It writes none. */
    private static final long MAX_FILE_BYTES = 1 << 20;

    private static final Duration EXPECTED = Duration.ofSeconds(20);

    private final FfmpegTools tools;

    FfprobeMediaProbe(FfmpegTools tools) {
        this.tools = tools;
    }

    @Override
    public MediaInfo probe(Path file) {
        var container = container(file);
        return describe(container, ask(file, container));
    }

    @Override
    public Container container(Path file) {
        try {
            return MediaSniffer.sniff(file).orElseThrow(() -> new ProblemException(TranscodeProblem.NOT_A_RECORDING));
        } catch (IOException e) {
            throw new ProblemException(TranscodeProblem.WORKSPACE_UNWRITABLE, e);
        }
    }

    private FFmpegProbeResult ask(Path file, Container container) {
        var binary = tools.binaries().ffprobe().toString();
        var question = new FFprobeBuilder()
                .setShowChapters(false)
                .setInput("file:" + file)
                .addExtraArgs("-v", "error")
                .addExtraArgs("-max_pixels", Integer.toString(tools.settings().maxPixels()))
                .addExtraArgs(FfmpegCommands.inputGuards(container).toArray(String[]::new));
        var program =
                Stream.concat(Stream.of(binary), question.build().stream()).toList();
        var answer =
                tools.process().ask(new FfmpegProcess.Job(program, List.of(file), List.of(), EXPECTED, MAX_FILE_BYTES));
        try {
            return new KnownFfprobe(binary, command -> new FinishedProcess(answer)).probe(question);
        } catch (IOException | JsonParseException e) {
            // Where it dies, the JSON ends early.
            log.info("ffprobe ended with {}: {}", answer.exit(), answer.complaints());
            throw FfmpegFailure.classify(answer.exit(), answer.complaints(), e);
        }
    }

    /** Not asked for its version each time. */
    private static final class KnownFfprobe extends FFprobe {

        KnownFfprobe(String path, ProcessFunction processes) throws IOException {
            super(path, processes);
        }

        @Override
        public boolean isFFprobe() {
            return true;
        }
    }

    /** The wrapper wants a running process, and would neither read its complaints nor watch it. */
    private static final class FinishedProcess extends Process {

        private final Finished finished;

        FinishedProcess(Finished finished) {
            this.finished = finished;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(finished.output());
        }

        @Override
        public InputStream getErrorStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public int waitFor() {
            return finished.exit();
        }

        @Override
        public int exitValue() {
            return finished.exit();
        }

        @Override
        public void destroy() {}
    }

    private MediaInfo describe(Container container, FFmpegProbeResult result) {
        var video = result.getStreams().stream()
                .filter(stream -> stream.getCodecType() == CodecType.VIDEO && !isCover(stream))
                .findFirst()
                .map(this::video)
                .orElse(null);
        var audio = result.getStreams().stream()
                .filter(stream -> stream.getCodecType() == CodecType.AUDIO && stream.getCodecName() != null)
                .findFirst()
                .map(stream -> new Audio(stream.getIndex(), stream.getCodecName()))
                .orElse(null);
        if (video == null && audio == null) {
            throw new ProblemException(TranscodeProblem.NOTHING_TO_PLAY);
        }
        return new MediaInfo(container, duration(result), video, audio);
    }

    private Video video(FFmpegStream stream) {
        long pixels = (long) stream.getWidth() * stream.getHeight();
        if (pixels > tools.settings().maxPixels()) {
            throw new ProblemException(
                    TranscodeProblem.PICTURE_TOO_LARGE,
                    Map.of(
                            "width",
                            Integer.toString(stream.getWidth()),
                            "height",
                            Integer.toString(stream.getHeight())));
        }
        if (pixels == 0 || stream.getCodecName() == null) {
            throw new ProblemException(TranscodeProblem.UNREADABLE_MEDIA);
        }
        var turn = turn(stream);
        boolean onItsSide = turn.isPresent() && Math.abs(turn.getAsInt()) % 180 == 90;
        return new Video(
                stream.getIndex(),
                stream.getCodecName(),
                Optional.ofNullable(stream.getPixFmt()).orElse("unknown"),
                onItsSide ? stream.getHeight() : stream.getWidth(),
                onItsSide ? stream.getWidth() : stream.getHeight(),
                turn.isPresent());
    }

    private static boolean isCover(FFmpegStream stream) {
        return stream.getDisposition() != null && stream.getDisposition().isAttachedPic();
    }

    /** In degrees; a matrix that only mirrors says 0. */
    private static OptionalInt turn(FFmpegStream stream) {
        return stream.getSideDataList() == null
                ? OptionalInt.empty()
                : stream.getSideDataList().stream()
                        .filter(data -> "Display Matrix".equals(data.getSideDataType()))
                        .mapToInt(FFmpegStream.SideData::getRotation)
                        .findFirst();
    }

    private static @Nullable Double duration(FFmpegProbeResult result) {
        double seconds = result.getFormat() == null ? 0 : result.getFormat().getDuration();
        return seconds > 0 ? seconds : null;
    }
}
