package org.lectorium.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lectorium.testkit.GeneratedMedia;

/**
 * The commands that the pipeline runs, without the pipeline. Written out again on purpose: a measure that came from the
 * pipeline's own code would follow it wherever it goes.
 */
final class BareFfmpeg {

    private final GeneratedMedia media;
    private final Path directory;

    BareFfmpeg(GeneratedMedia media, Path directory) {
        this.media = media;
        this.directory = directory;
    }

    /** Probe, copy to HLS, poster. */
    List<List<String>> copyFit(Path file) {
        return List.of(probe(file), ffmpeg(hls(file, List.of("-c", "copy"))), poster(file));
    }

    /** Probe, and the index that a browser did not write. */
    List<List<String>> webm(Path file) {
        return List.of(
                probe(file),
                ffmpeg(List.of("-i", file.toString(), "-c", "copy", "-cues_to_front", "1", output("browser.webm"))));
    }

    /** Poster and encoding. */
    List<List<String>> webmEncoded(Path file) {
        return List.of(
                poster(file),
                ffmpeg(hls(
                        file,
                        List.of(
                                "-c:v",
                                "libx264",
                                "-preset",
                                "veryfast",
                                "-crf",
                                "23",
                                "-profile:v",
                                "high",
                                "-pix_fmt",
                                "yuv420p",
                                "-fps_mode",
                                "vfr",
                                "-force_key_frames",
                                "expr:gte(t,n_forced*4)",
                                "-c:a",
                                "aac",
                                "-b:a",
                                "128k"))));
    }

    private List<String> hls(Path file, List<String> codecs) {
        var arguments = new ArrayList<>(List.of("-i", file.toString()));
        arguments.addAll(codecs);
        arguments.addAll(List.of(
                "-f",
                "hls",
                "-hls_time",
                "4",
                "-hls_playlist_type",
                "vod",
                "-hls_segment_type",
                "fmp4",
                "-hls_flags",
                "single_file",
                "-hls_segment_filename",
                output("video.mp4"),
                output("video.m3u8")));
        return arguments;
    }

    private List<String> probe(Path file) {
        return List.of(
                media.ffprobe().toString(),
                "-v",
                "error",
                "-show_format",
                "-show_streams",
                "-of",
                "json",
                file.toString());
    }

    private List<String> poster(Path file) {
        return ffmpeg(List.of("-ss", "1", "-i", file.toString(), "-frames:v", "1", "-q:v", "3", output("poster.jpg")));
    }

    private List<String> ffmpeg(List<String> arguments) {
        var command = new ArrayList<>(List.of(media.ffmpeg().toString(), "-nostdin", "-y", "-v", "error"));
        command.addAll(arguments);
        return command;
    }

    private String output(String name) {
        return directory.resolve(name).toString();
    }

    double seconds(List<List<String>> commands) {
        long begun = System.nanoTime();
        commands.forEach(GeneratedMedia::execute);
        return (System.nanoTime() - begun) / 1e9;
    }
}
