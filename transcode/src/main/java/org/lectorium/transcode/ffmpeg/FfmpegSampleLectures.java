package org.lectorium.transcode.ffmpeg;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lectorium.transcode.SampleLectures;
import org.springframework.stereotype.Component;

/** Draws slides with FFmpeg's own filters; without a font on the machine they stay empty. */
@Component
class FfmpegSampleLectures implements SampleLectures {

    private static final Duration EXPECTED = Duration.ofMinutes(2);
    private static final long MAX_BYTES = 1L << 30;
    private static final int TITLE_TOP = 150;
    private static final int LINES_TOP = 290;
    private static final int LINE_HEIGHT = 72;

    private final FfmpegTools tools;

    FfmpegSampleLectures(FfmpegTools tools) {
        this.tools = tools;
    }

    @Override
    public Path record(List<Slide> slides, int secondsPerSlide, Path directory) {
        var output = directory.resolve("lecture.mp4");
        int seconds = slides.size() * secondsPerSlide;
        var program = new ArrayList<String>(List.of(
                tools.binaries().ffmpeg().toString(), "-nostdin", "-y", "-progress", "pipe:1", "-loglevel", "warning"));
        program.addAll(List.of(
                "-f",
                "lavfi",
                "-i",
                "gradients=s=1280x720:r=25:d=%d:n=2:c0=0x16213e:c1=0x2f4bb5:x0=0:y0=0:x1=1280:y1=720:speed=0.00001"
                        .formatted(seconds)));
        program.addAll(List.of(
                "-f",
                "lavfi",
                "-i",
                "aevalsrc='0.04*(sin(2*PI*220*t)+sin(2*PI*277*t)+sin(2*PI*330*t))*(1-mod(t\\,2)/2)':s=44100:d="
                        + seconds));
        font().ifPresent(font -> program.addAll(List.of("-vf", text(slides, secondsPerSlide, font))));
        program.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-crf", "25", "-pix_fmt", "yuv420p"));
        program.addAll(List.of("-c:a", "aac", "-b:a", "128k", output.toString()));
        tools.process()
                .run(new FfmpegProcess.Job(program, List.of(), List.of(directory), EXPECTED, MAX_BYTES), second -> {});
        return output;
    }

    private static Optional<Path> font() {
        return Stream.of(
                        "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
                        "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
                        "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf")
                .map(Path::of)
                .filter(Files::isReadable)
                .findFirst();
    }

    private static String text(List<Slide> slides, int secondsPerSlide, Path font) {
        var filters = new ArrayList<String>();
        for (int i = 0; i < slides.size(); i++) {
            var slide = slides.get(i);
            var shown = "enable='between(t,%d,%d)'".formatted(i * secondsPerSlide, (i + 1) * secondsPerSlide);
            filters.add(draw(slide.title(), 60, TITLE_TOP, font, shown));
            for (int line = 0; line < slide.lines().size(); line++) {
                filters.add(draw(slide.lines().get(line), 36, LINES_TOP + line * LINE_HEIGHT, font, shown));
            }
            filters.add(draw("%d - %d".formatted(i + 1, slides.size()), 22, 660, font, shown));
        }
        return String.join(",", filters);
    }

    private static String draw(String text, int size, int top, Path font, String shown) {
        return "drawtext=fontfile=%s:expansion=none:fontcolor=white:fontsize=%d:x=90:y=%d:text='%s':%s"
                .formatted(font, size, top, text, shown);
    }
}
