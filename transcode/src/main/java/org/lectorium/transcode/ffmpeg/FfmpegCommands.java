package org.lectorium.transcode.ffmpeg;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lectorium.core.LiveMedia;
import org.lectorium.transcode.MediaConverter.HlsRecipe;
import org.lectorium.transcode.MediaInfo;
import org.lectorium.transcode.MediaInfo.Container;

/** Command lines as values: what stands after {@code ffmpeg}. Nothing in them was chosen by a stranger. */
final class FfmpegCommands {

    /** A playlist or script named .mp4 makes FFmpeg open other files; only the demuxer that we sniffed may run. */
    private static final String PROTOCOLS = "file,pipe";

    private static final int SEGMENT_SECONDS = 4;
    private static final int MAX_SECONDS = 24 * 60 * 60;

    private FfmpegCommands() {}

    static String demuxer(Container container) {
        return switch (container) {
            case MP4 -> "mov";
            case MATROSKA -> "matroska";
        };
    }

    /** What has to stand before an input so that it can only be what it says it is. */
    static List<String> inputGuards(Container container) {
        return List.of("-protocol_whitelist", PROTOCOLS, "-format_whitelist", demuxer(container), "-max_streams", "64");
    }

    static List<String> toHls(
            Path original, MediaInfo info, HlsRecipe recipe, Path playlist, Path media, int maxPixels) {
        var command = begin(original, info, maxPixels);
        if (info.video() != null) {
            command.addAll(recipe.encodeVideo() ? ENCODE_VIDEO : List.of("-c:v", "copy"));
        }
        if (info.audio() != null) {
            command.addAll(recipe.encodeAudio() ? ENCODE_AUDIO : List.of("-c:a", "copy"));
        }
        command.addAll(hls("vod", "single_file"));
        command.addAll(List.of("-hls_segment_filename", media.toString(), playlist.toString()));
        return List.copyOf(command);
    }

    /** Reads the media from its input; whole files appear in the directory. */
    static List<String> toLiveHls(
            Container container, boolean hasVideo, boolean timesTold, Path directory, int maxPixels) {
        var command = begin(container, maxPixels);
        command.addAll(List.of("-f", demuxer(container), "-i", "pipe:0", "-map", "0:v:0?", "-map", "0:a:0?"));
        command.addAll(NOTHING_BESIDE);
        command.addAll(List.of("-c", "copy"));
        if (hasVideo && !timesTold) {
            command.addAll(UNTIL_THE_NEXT);
        }
        command.addAll(hls("event", "temp_file+independent_segments"));
        command.addAll(List.of(
                "-hls_fmp4_init_filename",
                "init.mp4",
                "-hls_segment_filename",
                directory.resolve("%05d.m4s").toString(),
                directory.resolve(LiveMedia.PLAYLIST).toString()));
        return List.copyOf(command);
    }

    static List<String> toSeekableWebm(Path original, MediaInfo info, Path output, int maxPixels) {
        var command = begin(original, info, maxPixels);
        // Room for the index in front of the media, so that a player finds it with its first request.
        command.addAll(List.of("-c", "copy", "-f", "webm", "-cues_to_front", "1", output.toString()));
        return List.copyOf(command);
    }

    /** Makes nothing, and complains about all that is not as it should be. */
    static List<String> decode(Path mp4, int maxPixels) {
        var command = new ArrayList<String>(List.of("-nostdin", "-hide_banner", "-v", "error", "-xerror"));
        command.addAll(List.of("-err_detect", "explode+aggressive", "-max_pixels", Integer.toString(maxPixels)));
        command.addAll(inputGuards(Container.MP4));
        command.addAll(List.of("-i", "file:" + mp4, "-map", "0", "-f", "null", "-"));
        return List.copyOf(command);
    }

    /**
     * FFmpeg's HLS muxer adds up how long each frame says that it lasts, and where the rate is not told that is a
     * millisecond: minutes became seconds in the playlist. So each lasts until the next one.
     */
    private static final List<String> UNTIL_THE_NEXT =
            List.of("-bsf:v", "setts=duration='if(eq(NEXT_PTS,NOPTS),DURATION,NEXT_PTS-PTS)'");

    private static final List<String> ENCODE_VIDEO = List.of(
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
            // H.264 in 4:2:0 has even sides only.
            "-vf",
            "scale=trunc(iw/2)*2:trunc(ih/2)*2",
            // Browsers record a still slide as one frame a minute; a constant rate would make up the rest,
            // and a hostile file with one frame a day would never end.
            "-fps_mode",
            "vfr",
            // In the order in which they are stored, which has to be the one in which they are shown.
            "-bf",
            "0",
            UNTIL_THE_NEXT.get(0),
            UNTIL_THE_NEXT.get(1),
            "-force_key_frames",
            "expr:gte(t,n_forced*%d)".formatted(SEGMENT_SECONDS));

    private static final List<String> ENCODE_AUDIO = List.of("-c:a", "aac", "-b:a", "128k", "-ac", "2", "-ar", "48000");

    /** No names or chapters, and not for ever. */
    private static final List<String> NOTHING_BESIDE =
            List.of("-map_metadata", "-1", "-map_chapters", "-1", "-t", Integer.toString(MAX_SECONDS));

    private static List<String> begin(Path original, MediaInfo info, int maxPixels) {
        var command = begin(info.container(), maxPixels);
        command.addAll(List.of("-progress", "pipe:1", "-i", "file:" + original));
        if (info.video() != null) {
            command.addAll(List.of("-map", "0:" + info.video().index()));
        }
        if (info.audio() != null) {
            command.addAll(List.of("-map", "0:" + info.audio().index()));
        }
        command.addAll(NOTHING_BESIDE);
        return command;
    }

    /** Up to its input. */
    private static List<String> begin(Container container, int maxPixels) {
        var command = new ArrayList<String>(List.of("-nostdin", "-hide_banner", "-loglevel", "level+warning", "-y"));
        command.addAll(List.of("-max_pixels", Integer.toString(maxPixels)));
        command.addAll(inputGuards(container));
        return command;
    }

    private static List<String> hls(String playlistType, String flags) {
        return List.of(
                "-f",
                "hls",
                "-hls_time",
                Integer.toString(SEGMENT_SECONDS),
                "-hls_playlist_type",
                playlistType,
                "-hls_segment_type",
                "fmp4",
                "-hls_flags",
                flags);
    }
}
