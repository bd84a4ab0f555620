package org.lectorium.transcode.salvage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectorium.testkit.GeneratedMedia;
import org.lectorium.transcode.MediaInfo.Container;
import org.lectorium.transcode.salvage.Condition.WithoutIndex;
import org.lectorium.transcode.salvage.Rebuild.Rebuilt;

/** F24: what FFmpeg wrote with Jibri's arguments, rebuilt from what stands before the index. */
class RebuildIT {

    private static final int SECONDS = 12;
    private static final int CUTS = 12;

    @TempDir
    static Path temp;

    private static GeneratedMedia media;

    @BeforeAll
    static void prepare() {
        media = new GeneratedMedia(temp);
    }

    /** Noise; a tone; clicks, which are coded in short windows; silence; one channel; another rate. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            noise   | anoisesrc=color=pink:sample_rate=48000:amplitude=0.3,aformat=channel_layouts=stereo
            tone    | sine=frequency=440:sample_rate=48000,aformat=channel_layouts=stereo
            clicks  | aevalsrc='0.9*lt(mod(t\\,0.37)\\,0.001)*random(0)|0.5*lt(mod(t\\,0.11)\\,0.0004)':s=44100
            silence | anullsrc=sample_rate=44100:channel_layout=stereo
            mono    | anoisesrc=color=white:sample_rate=44100:amplitude=0.9
            """)
    void givesBackWhatWasWritten(String name, String sound) throws Exception {
        var whole = media.jibriHearing(name, sound, 640, 360, SECONDS);
        var reference = StreamParameters.of(media.jibriHearing(name + "-other", sound, 640, 360, 1))
                .orElseThrow();
        var pictures = decoded(whole, "v");
        var frames = decoded(whole, "a");
        long index = Files.size(media.withoutIndex(whole));
        var random = new Random(name.hashCode());

        for (int i = 0; i < CUTS; i++) {
            long cut = i == 0 ? index : index / 4 + random.nextLong(index * 3 / 4);
            var target = temp.resolve("rebuilt.mp4");
            var rebuilt = rebuild(media.cut(whole, cut), reference, target);

            var picturesAgain = decoded(target, "v");
            var framesAgain = decoded(target, "a");
            assertThat(picturesAgain).hasSize(rebuilt.pictures()).isEqualTo(pictures.subList(0, rebuilt.pictures()));
            // The decoder makes nothing of the first, and fades out in the last of a file that is cut.
            int same = framesAgain.size() - (i == 0 ? 0 : 1);
            assertThat(framesAgain).hasSize(rebuilt.frames() - 1);
            assertThat(framesAgain.subList(0, same)).isEqualTo(frames.subList(0, same));
            assertThat(rebuilt.holes()).isZero();
            assertThat(rebuilt.drift()).isBetween(-0.06, 0.06);
            assertThat(rebuilt.lostBytes()).isLessThan(i == 0 ? 1 : largestSample(whole));
        }
    }

    private static Rebuilt rebuild(Path damaged, StreamParameters reference, Path target) throws IOException {
        var where = (WithoutIndex) Examination.examine(damaged, Container.MP4);
        return Rebuild.rebuild(damaged, where, reference, Rebuild.ALL, target);
    }

    /** The second of each picture or sound, and the hash of what a decoder makes of it. */
    private static List<String> decoded(Path file, String stream) {
        var ffmpeg = media.ffmpeg().toString();
        return GeneratedMedia.execute(List.of(
                        ffmpeg,
                        "-v",
                        "error",
                        "-xerror",
                        "-i",
                        file.toString(),
                        "-map",
                        "0:" + stream,
                        "-f",
                        "framemd5",
                        "-"))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replace(" ", ""))
                .toList();
    }

    private static long largestSample(Path file) {
        return media.probe(file, "packet=size")
                .lines()
                .mapToLong(line -> Long.parseLong(line.substring("size=".length())))
                .max()
                .orElseThrow();
    }

    @Test
    void ofARecorderThatWasKilled() throws Exception {
        var reference = StreamParameters.of(media.jibriWithNoise(640, 360, 1)).orElseThrow();
        var killed = temp.resolve("killed.mp4");
        var command = new ArrayList<>(List.of(media.ffmpeg().toString(), "-v", "error", "-nostdin", "-re"));
        command.addAll(GeneratedMedia.asJibriWithNoise(640, 360, 60));
        command.add(killed.toString());
        var builder = new ProcessBuilder(command);
        builder.environment()
                .put("LD_LIBRARY_PATH", String.valueOf(media.ffmpeg().getParent()));
        var recorder = builder.start();
        try {
            await().atMost(30, TimeUnit.SECONDS).until(() -> Files.exists(killed) && Files.size(killed) > 1_000_000);
        } finally {
            recorder.destroyForcibly().waitFor();
        }

        var rebuilt = rebuild(killed, reference, temp.resolve("rebuilt.mp4"));

        assertThat(rebuilt.pictures()).isGreaterThan(60);
        assertThat(rebuilt.lostBytes()).isLessThan(200_000);
        assertThat(decoded(temp.resolve("rebuilt.mp4"), "v")).hasSize(rebuilt.pictures());
    }

    @Test
    void goesOnBehindAHoleWithTheNextKeyPicture() throws Exception {
        var whole = media.jibriWithNoise(640, 360, 20);
        var damaged = media.withoutIndex(whole);
        long size = Files.size(damaged);
        try (var file = FileChannel.open(damaged, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(8192), size / 4);
        }

        var rebuilt = rebuild(damaged, StreamParameters.of(whole).orElseThrow(), temp.resolve("rebuilt.mp4"));

        // Key pictures come every 250.
        assertThat(rebuilt.holes()).isOne();
        assertThat(rebuilt.pictures()).isBetween(350 + 100, 599);
        assertThat(rebuilt.drift()).isBetween(-0.1, 0.1);
        var end = hashes(temp.resolve("rebuilt.mp4"));
        assertThat(end.subList(end.size() - 100, end.size()))
                .isEqualTo(hashes(whole).subList(500, 600));
    }

    private static List<String> hashes(Path file) {
        var ffmpeg = media.ffmpeg().toString();
        return GeneratedMedia.execute(
                        List.of(ffmpeg, "-v", "quiet", "-i", file.toString(), "-map", "0:v", "-f", "framemd5", "-"))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(line.lastIndexOf(' ')))
                .toList();
    }

    @Test
    void isNotFooledByOtherParameters() throws Exception {
        var damaged = media.withoutIndex(media.jibriWithNoise(640, 360, 4));
        var silent = StreamParameters.of(media.withoutSound(2)).orElseThrow();

        assertThat(rebuild(damaged, silent, temp.resolve("rebuilt.mp4")).plausible())
                .isFalse();
    }

    @Test
    void endsSoonWhateverItIsGiven() throws Exception {
        var reference = StreamParameters.of(media.jibriWithNoise(640, 360, 1)).orElseThrow();
        var random = new Random(1);
        var noise = new byte[24 << 20];
        random.nextBytes(noise);
        // Tiny key pictures that nothing follows, one behind the other.
        var key = new byte[] {0, 0, 0, 6, 0x65, (byte) 0x88, (byte) 0x84, 0, 0, 0x10, 0x55};
        for (int i = 0; i < noise.length / 2 - 16; i += 16) {
            System.arraycopy(key, 0, noise, i, key.length);
        }
        System.arraycopy("\0\0\0\20ftypisom\0\0\2\0\0\0\0\0mdat".getBytes(ISO_8859_1), 0, noise, 0, 24);
        var hostile = Files.write(temp.resolve("hostile.mp4"), noise);
        long begun = System.nanoTime();

        var rebuilt = rebuild(hostile, reference, temp.resolve("rebuilt.mp4"));

        assertThat(rebuilt.lostBytes()).isGreaterThan(noise.length / 2);
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun)).isLessThan(20);
    }
}
