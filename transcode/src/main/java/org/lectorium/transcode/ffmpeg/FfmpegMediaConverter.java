package org.lectorium.transcode.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleConsumer;
import org.lectorium.core.ProblemException;
import org.lectorium.transcode.MediaConverter;
import org.lectorium.transcode.MediaInfo;
import org.lectorium.transcode.TranscodeProblem;
import org.springframework.stereotype.Component;
import ws.schild.jave.EncoderException;
import ws.schild.jave.MultimediaObject;
import ws.schild.jave.ScreenExtractor;

/** Runs the {@linkplain FfmpegCommands command lines}; stills go through Jave. */
@Component
class FfmpegMediaConverter implements MediaConverter {

    /** Slower than this, in seconds of work for a second of media, nothing has to be expected. */
    private static final double SLOWEST_ENCODE = 1.0;

    private static final double SLOWEST_COPY = 0.1;
    private static final long LEAST_ROOM_BYTES = 8L << 20;
    private static final Duration TRIAL_EXPECTED = Duration.ofSeconds(20);
    private static final int POSTER_QUALITY = 3;
    private static final String POSTER = "poster.jpg";
    private static final String END = "#EXT-X-ENDLIST";
    private static final String SEGMENT_LENGTH = "#EXTINF:";

    private final FfmpegTools tools;

    FfmpegMediaConverter(FfmpegTools tools) {
        this.tools = tools;
    }

    @Override
    public Hls toHls(Path original, MediaInfo info, HlsRecipe recipe, Path directory, DoubleConsumer progress) {
        var playlist = directory.resolve("video.m3u8");
        var media = directory.resolve("video.mp4");
        var slowest = recipe.encodeVideo() ? SLOWEST_ENCODE : SLOWEST_COPY;
        run(
                FfmpegCommands.toHls(original, info, recipe, playlist, media, maxPixels()),
                original,
                directory,
                expected(info, slowest),
                progress);
        return new Hls(requireWritten(playlist), requireWritten(media), duration(playlist));
    }

    /** The sum of the segments: a fragmented file does not say it anywhere else. */
    private static double duration(Path playlist) {
        try {
            var lines = Files.readAllLines(playlist);
            if (!lines.contains(END)) {
                throw new ProblemException(TranscodeProblem.WORKSPACE_UNWRITABLE);
            }
            return lines.stream()
                    .filter(line -> line.startsWith(SEGMENT_LENGTH))
                    .mapToDouble(line -> Double.parseDouble(line.substring(SEGMENT_LENGTH.length(), line.indexOf(','))))
                    .sum();
        } catch (IOException e) {
            throw new ProblemException(TranscodeProblem.WORKSPACE_UNWRITABLE, e);
        }
    }

    @Override
    public Path toSeekableWebm(Path original, MediaInfo info, Path directory, DoubleConsumer progress) {
        var output = directory.resolve("browser.webm");
        run(
                FfmpegCommands.toSeekableWebm(original, info, output, maxPixels()),
                original,
                directory,
                expected(info, SLOWEST_COPY),
                progress);
        return requireWritten(output);
    }

    @Override
    public Path toPoster(Path original, MediaInfo info, double atSeconds, int maxWidth, Path directory) {
        var video = Objects.requireNonNull(info.video(), "a poster shows a picture");
        int width = Math.min(maxWidth, video.width());
        int height = Math.max(1, Math.round((float) width * video.height() / video.width()));
        withRoom(directory, 0, () -> extract(original, info, atSeconds, width, height, directory));
        return requireWritten(directory.resolve(POSTER));
    }

    private void extract(Path original, MediaInfo info, double atSeconds, int width, int height, Path directory) {
        try {
            var locator = new SandboxedJave(tools, original, directory, info.container());
            new ScreenExtractor(locator)
                    .renderOneImage(
                            new MultimediaObject(original.toFile(), locator),
                            width,
                            height,
                            Math.round(atSeconds * 1000),
                            directory.resolve(POSTER).toFile(),
                            POSTER_QUALITY,
                            true);
        } catch (EncoderException e) {
            throw new ProblemException(TranscodeProblem.UNREADABLE_MEDIA, e);
        }
    }

    @Override
    public boolean decodes(Path mp4) {
        var program = new ArrayList<String>();
        program.add(tools.binaries().ffmpeg().toString());
        program.addAll(FfmpegCommands.decode(mp4, maxPixels()));
        var finished =
                tools.process().ask(new FfmpegProcess.Job(program, List.of(mp4), List.of(), TRIAL_EXPECTED, 1 << 20));
        return finished.exit() == 0 && finished.complaints().isEmpty();
    }

    private void run(
            List<String> arguments, Path original, Path directory, Duration expected, DoubleConsumer progress) {
        var program = new ArrayList<String>();
        program.add(tools.binaries().ffmpeg().toString());
        program.addAll(arguments);
        var job = new FfmpegProcess.Job(program, List.of(original), List.of(directory), expected, maxBytes(original));
        withRoom(directory, size(original), () -> tools.process().run(job, progress));
    }

    /**
     * Asks for room before and after: on a full disk FFmpeg's HLS muxer writes half a file, says nothing and succeeds.
     *
     * @param bytes roughly what will be written
     */
    private static void withRoom(Path directory, long bytes, Runnable work) {
        requireRoom(directory, bytes);
        try {
            work.run();
        } catch (ProblemException e) {
            requireRoom(directory, 0);
            throw e;
        }
        requireRoom(directory, 0);
    }

    private static void requireRoom(Path directory, long bytes) {
        try {
            if (Files.getFileStore(directory).getUsableSpace() < bytes + LEAST_ROOM_BYTES) {
                throw new ProblemException(TranscodeProblem.WORKSPACE_FULL);
            }
        } catch (IOException e) {
            throw new ProblemException(TranscodeProblem.WORKSPACE_UNWRITABLE, e);
        }
    }

    /** No honest rendition is larger than twice its original; small ones get some air. */
    private static long maxBytes(Path original) {
        return 2 * size(original) + (1L << 30);
    }

    private static long size(Path original) {
        try {
            return Files.size(original);
        } catch (IOException e) {
            throw new ProblemException(TranscodeProblem.WORKSPACE_UNWRITABLE, e);
        }
    }

    private static Duration expected(MediaInfo info, double slowest) {
        double seconds = info.durationSeconds() == null ? Duration.ofHours(1).toSeconds() : info.durationSeconds();
        return Duration.ofMillis((long) (Math.min(seconds, Duration.ofDays(1).toSeconds()) * slowest * 1000));
    }

    private int maxPixels() {
        return tools.settings().maxPixels();
    }

    /** FFmpeg may end well and have written nothing. */
    private static Path requireWritten(Path file) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) > 0) {
                return file;
            }
        } catch (IOException e) {
            throw new ProblemException(TranscodeProblem.WORKSPACE_UNWRITABLE, e);
        }
        throw new ProblemException(TranscodeProblem.UNREADABLE_MEDIA);
    }
}
