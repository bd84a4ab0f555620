package org.lectorium.transcode.salvage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.testkit.GeneratedMedia;
import org.lectorium.transcode.MediaInfo.Container;
import org.lectorium.transcode.salvage.Condition.WithoutIndex;

/** F24: what FFmpeg wrote with Jibri's arguments, rebuilt from the bytes before its index. */
class RebuildIT {

    @TempDir
    static Path temp;

    private static GeneratedMedia media;
    private static Path whole;
    private static List<String> pictures;
    private static List<String> sound;
    private static StreamParameters reference;

    @BeforeAll
    static void record() throws Exception {
        media = new GeneratedMedia(temp);
        whole = media.jibriWithNoise(640, 360, 20);
        pictures = decoded(whole, "v");
        sound = decoded(whole, "a");
        reference = StreamParameters.of(media.jibriWithNoise(640, 360, 2)).orElseThrow();
    }

    private static List<String> decoded(Path file, String stream) {
        return GeneratedMedia.execute(List.of(
                        media.ffmpeg().toString(),
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

    @Test
    void givesBackEveryPictureAndEverySound() throws Exception {
        byte[] bytes = Files.readAllBytes(whole);
        var random = new Random(1);
        int index = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).lastIndexOf("moov") - 4;
        for (int i = 0; i < 20; i++) {
            int cut = i == 0 ? index : index / 4 + random.nextInt(index * 3 / 4);
            var damaged = Files.write(temp.resolve("damaged.mp4"), java.util.Arrays.copyOf(bytes, cut));
            var where = (WithoutIndex) Examination.examine(damaged, Container.MP4);
            var target = temp.resolve("rebuilt.mp4");
            var rebuilt = Rebuild.rebuild(damaged, where, reference, Rebuild.ALL, target);
            System.out.println(cut + " " + rebuilt + " of " + pictures.size() + " " + sound.size());
            var p = decoded(target, "v");
            var s = decoded(target, "a");
            assertThat(p).isEqualTo(pictures.subList(0, p.size()));
            System.out.println(p.size() + " " + s.size());
            assertThat(s.subList(0, s.size() - 1)).isEqualTo(sound.subList(0, s.size() - 1));
        }
    }
}
