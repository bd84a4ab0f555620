package org.lectorium.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.ffmpeg.ffprobe;
import org.bytedeco.javacpp.Loader;

/**
 * Recordings as they arrive, good and bad, made by FFmpeg when they are needed. A test picture with a counter and a
 * tone stand in for the lecture.
 */
public final class GeneratedMedia {

    /** Jibri's own arguments, from ffmpegcapturer; key frames then come every 250 frames and the index last. */
    private static final List<String> AS_JIBRI = List.of(
            "-c:v",
            "libx264",
            "-pix_fmt",
            "yuv420p",
            "-r",
            "30",
            "-crf",
            "25",
            "-preset",
            "ultrafast",
            "-profile:v",
            "main",
            "-level",
            "3.1");

    private static final List<String> AAC = List.of("-c:a", "aac", "-b:a", "128k", "-ar", "44100");

    /** Of Matroska, with the length of its value, four bytes. */
    private static final String DEFAULT_DURATION = "\u0023\u00e3\u0083\u0084";

    /** An element of the same size that says nothing. */
    private static final byte[] VOID = {(byte) 0xec, (byte) 0x86, 0, 0, 0, 0, 0, 0};

    private final Path directory;
    private final Path ffmpeg;
    private final Path ffprobe;

    /** @param directory where the files go */
    public GeneratedMedia(Path directory) {
        this.directory = directory;
        this.ffmpeg = Path.of(Loader.load(ffmpeg.class));
        this.ffprobe = Path.of(Loader.load(ffprobe.class));
    }

    /** An MP4 exactly as Jibri writes it. */
    public Path jibri(int width, int height, int seconds) {
        return run("jibri-" + width + "x" + height + "-" + seconds + "s.mp4", asJibri(width, height, seconds));
    }

    /** The same with noise in stereo, which is what a room full of people is to an encoder. */
    public Path jibriWithNoise(int width, int height, int seconds) {
        return run("noise-" + width + "x" + height + "-" + seconds + "s.mp4", asJibriWithNoise(width, height, seconds));
    }

    /** What makes FFmpeg write it. */
    public static List<String> asJibriWithNoise(int width, int height, int seconds) {
        return asJibriHearing(
                "anoisesrc=color=pink:sample_rate=48000:amplitude=0.3,aformat=channel_layouts=stereo",
                width,
                height,
                seconds);
    }

    /**
     * The same with any sound.
     *
     * @param sound a source of FFmpeg's, without its end
     */
    public Path jibriHearing(String name, String sound, int width, int height, int seconds) {
        return run(
                name + "-" + width + "x" + height + "-" + seconds + "s.mp4",
                asJibriHearing(sound, width, height, seconds));
    }

    private static List<String> asJibriHearing(String sound, int width, int height, int seconds) {
        return Stream.of(
                        picture(width, height, seconds),
                        List.of("-f", "lavfi", "-t", Integer.toString(seconds), "-i", sound),
                        AS_JIBRI,
                        AAC)
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> asJibri(int width, int height, int seconds) {
        return Stream.of(picture(width, height, seconds), tone(seconds), AS_JIBRI, AAC)
                .flatMap(List::stream)
                .toList();
    }

    /** The same film in other bytes: an unused box at the end, as the format allows. */
    public Path another(Path mp4) {
        var id = UUID.randomUUID();
        var free = ByteBuffer.allocate(24)
                .putInt(24)
                .put("free".getBytes(StandardCharsets.US_ASCII))
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        try {
            var copy = Files.copy(mp4, directory.resolve(id + ".mp4"));
            Files.write(copy, free, StandardOpenOption.APPEND);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with the picture of a lecture: a slide that stands still, and a speaker in the corner. */
    public Path lecture(int seconds) {
        return make("lecture-" + seconds + "s.mp4", command -> {
            command.addAll(picture(320, 180, seconds));
            command.addAll(tone(seconds));
            command.addAll(List.of(
                    "-f",
                    "lavfi",
                    "-i",
                    "gradients=s=1280x720:r=30:n=2:seed=1:speed=0.00001:d=" + seconds,
                    "-filter_complex",
                    "[2:v][0:v]overlay=940:20[v]",
                    "-map",
                    "[v]",
                    "-map",
                    "1:a"));
            command.addAll(AS_JIBRI);
            command.addAll(AAC);
        });
    }

    /** The same in fragments: what a crash leaves of it can be read. */
    public Path fragmented(int seconds) {
        return fragmented("fragmented-" + seconds + "s.mp4", seconds, List.of());
    }

    /** In shorter ones, as our kit has Jibri write it. */
    public Path fragmentedAsAdvised(int seconds) {
        return fragmented("advised-" + seconds + "s.mp4", seconds, List.of("-g", "60"));
    }

    private Path fragmented(String name, int seconds, List<String> more) {
        return make(name, command -> {
            command.addAll(asJibri(1280, 720, seconds));
            command.addAll(more);
            command.addAll(List.of("-movflags", "frag_keyframe+empty_moov+default_base_moof"));
        });
    }

    public Path withoutSound(int seconds) {
        return make("without-sound-" + seconds + "s.mp4", command -> {
            command.addAll(picture(640, 360, seconds));
            command.addAll(AS_JIBRI);
        });
    }

    public Path soundOnly(int seconds) {
        return make("sound-only-" + seconds + "s.m4a", command -> {
            command.addAll(tone(seconds));
            command.addAll(AAC);
        });
    }

    /** Like the screen shares of browsers: frames come when something changes. */
    public Path variableFrameRate(int seconds) {
        return make("variable-rate-" + seconds + "s.mp4", command -> {
            command.addAll(picture(640, 360, seconds));
            command.addAll(tone(seconds));
            command.addAll(List.of("-vf", "select='gt(random(0),0.6)'", "-fps_mode", "vfr"));
            command.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"));
            command.addAll(AAC);
        });
    }

    public Path oddSize(int seconds) {
        return make("odd-size-" + seconds + "s.mp4", command -> {
            command.addAll(picture(641, 359, seconds));
            command.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv444p"));
        });
    }

    /** A phone held upright: landscape frames and a matrix that turns them. */
    public Path rotated(int seconds) {
        var upright = jibri(640, 360, seconds);
        return run(
                "rotated-" + seconds + "s.mp4",
                List.of("-display_rotation", "90", "-i", upright.toString(), "-c", "copy"));
    }

    /** What a browser's recorder gives: VP8, Opus and no duration. */
    public Path browserWebm(int seconds) {
        return make("browser-" + seconds + "s.webm", command -> {
            command.addAll(picture(640, 360, seconds));
            command.addAll(tone(seconds));
            command.addAll(List.of("-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "500k"));
            command.addAll(List.of("-c:a", "libopus", "-live", "1"));
        });
    }

    /** What a browser records of a tab: frames as they come, and not a word of how long one lasts. */
    public Path unevenWebm(int seconds) {
        return uneven("uneven-" + seconds + "s", seconds, List.of());
    }

    /** The same as our page has it recorded: with a key frame every two seconds. */
    public Path pageWebm(int seconds) {
        return uneven("page-" + seconds + "s", seconds, List.of("-g", "16"));
    }

    private Path uneven(String name, int seconds, List<String> more) {
        var even = read(make("even-" + name + ".webm", command -> {
            command.addAll(List.of("-f", "lavfi", "-i", "testsrc2=size=640x360:rate=8:duration=" + seconds));
            command.addAll(tone(seconds));
            command.addAll(List.of("-vf", "settb=1/1000,setpts='PTS+floor(random(1)*90)'"));
            command.addAll(List.of("-fps_mode", "passthrough", "-enc_time_base", "1/1000"));
            command.addAll(List.of("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"));
            command.addAll(more);
            command.addAll(List.of("-c:a", "libopus", "-live", "1"));
        }));
        System.arraycopy(VOID, 0, even, indexOf(even, DEFAULT_DURATION), VOID.length);
        try {
            return Files.write(directory.resolve(name + ".webm"), even);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is left when the recorder is killed before it has written the index. */
    public Path withoutIndex(Path mp4) {
        return cut(mp4, lastIndexOf(read(mp4), "moov") - 4L);
    }

    /** Without its index, and written by an encoder that no recorder has: pictures in another order than shown. */
    public Path withoutIndexAndReordered() {
        return withoutIndex(make("reordered.mp4", command -> {
            command.addAll(picture(640, 360, 2));
            command.addAll(List.of("-c:v", "libx264", "-preset", "medium", "-bf", "2", "-pix_fmt", "yuv420p"));
        }));
    }

    /** The first bytes of a file, as if everything had ended there. */
    public Path cut(Path whole, long bytes) {
        return write(UUID.randomUUID() + "-" + whole.getFileName(), Arrays.copyOf(read(whole), Math.toIntExact(bytes)));
    }

    /** All the index promises, half of the frames. */
    public Path brokenInTheMiddle() {
        var start = run(
                "fast-start.mp4", List.of("-i", jibri(640, 360, 8).toString(), "-c", "copy", "-movflags", "faststart"));
        byte[] whole = read(start);
        return write("broken.mp4", Arrays.copyOf(whole, whole.length / 2));
    }

    public Path text() {
        return write("lecture.mp4", "This is no recording.\n".getBytes(StandardCharsets.UTF_8));
    }

    public Path empty() {
        return write("empty.mp4", new byte[0]);
    }

    /** A playlist that has its reader open something else. */
    public Path playlist(String target) {
        return write("playlist.mp4", """
                #EXTM3U
                #EXT-X-TARGETDURATION:10
                #EXTINF:10,
                %s
                #EXT-X-ENDLIST
                """.formatted(target).getBytes(StandardCharsets.UTF_8));
    }

    public Path concatScript(String target) {
        return write(
                "concat.mp4",
                "ffconcat version 1.0\nfile '%s'\n".formatted(target).getBytes(StandardCharsets.UTF_8));
    }

    /** Frames that would fill the memory: FFV1 takes its size from the container, and the container lies. */
    public Path hugeFrames() {
        var small = make("small.mkv", command -> {
            command.addAll(picture(320, 320, 1));
            command.addAll(List.of("-c:v", "ffv1"));
        });
        byte[] bytes = read(small);
        // Matroska's PixelWidth is element B0, PixelHeight BA; two bytes hold 320, and 30,000 as well.
        replace(bytes, new byte[] {(byte) 0xb0, (byte) 0x82, 0x01, 0x40}, new byte[] {
            (byte) 0xb0, (byte) 0x82, 0x75, 0x30
        });
        replace(bytes, new byte[] {(byte) 0xba, (byte) 0x82, 0x01, 0x40}, new byte[] {
            (byte) 0xba, (byte) 0x82, 0x75, 0x30
        });
        return write("huge.mkv", bytes);
    }

    private static void replace(byte[] bytes, byte[] pattern, byte[] replacement) {
        int at = indexOf(bytes, new String(pattern, StandardCharsets.ISO_8859_1));
        System.arraycopy(replacement, 0, bytes, at, replacement.length);
    }

    private static List<String> picture(int width, int height, int seconds) {
        return List.of(
                "-f", "lavfi", "-i", "testsrc2=size=%dx%d:rate=30:duration=%d".formatted(width, height, seconds));
    }

    private static List<String> tone(int seconds) {
        return List.of("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=" + seconds);
    }

    private Path make(String name, Consumer<List<String>> arguments) {
        var list = new ArrayList<String>();
        arguments.accept(list);
        return run(name, list);
    }

    /** Runs FFmpeg with these arguments and the file as its output, unless the file is there. */
    public Path run(String name, List<String> arguments) {
        var target = directory.resolve(name);
        if (Files.exists(target)) {
            return target;
        }
        var command =
                new ArrayList<>(List.of(ffmpeg.toString(), "-hide_banner", "-loglevel", "error", "-nostdin", "-y"));
        command.addAll(arguments);
        command.add(target.toString());
        execute(command);
        return target;
    }

    /** What ffprobe says of the file, one {@code key=value} per line. */
    public String probe(Path file, String entries) {
        return execute(List.of(
                ffprobe.toString(),
                "-v",
                "error",
                "-show_entries",
                entries,
                "-of",
                "default=noprint_wrappers=1",
                file.toString()));
    }

    public Path ffmpeg() {
        return ffmpeg;
    }

    public Path ffprobe() {
        return ffprobe;
    }

    /** Runs a program of these to its end and returns what it printed. */
    public static String execute(List<String> command) {
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectInput(Redirect.PIPE);
            builder.environment()
                    .put(
                            "LD_LIBRARY_PATH",
                            String.valueOf(Path.of(command.getFirst()).getParent()));
            var process = builder.start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Path write(String name, byte[] content) {
        try {
            return Files.write(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int lastIndexOf(byte[] bytes, String word) {
        return new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(word);
    }

    private static int indexOf(byte[] bytes, String word) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(word);
    }
}
