package org.lectorium.transcode.plan;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectorium.transcode.MediaConverter.HlsRecipe;
import org.lectorium.transcode.MediaInfo;
import org.lectorium.transcode.MediaInfo.Audio;
import org.lectorium.transcode.MediaInfo.Container;
import org.lectorium.transcode.MediaInfo.Video;
import org.lectorium.transcode.plan.TranscodePlan.CopyToHls;
import org.lectorium.transcode.plan.TranscodePlan.EncodeToHls;
import org.lectorium.transcode.plan.TranscodePlan.SeekableWebmThenHls;

/** Step 4 of the flow: decides by what is in the file, and nothing else. */
public final class TranscodePlanner {

    private static final Set<String> WEBM_VIDEO = Set.of("vp8", "vp9", "av1");
    private static final Set<String> WEBM_AUDIO = Set.of("opus", "vorbis");
    /** 4:2:0 in 8 bits; hardware decoders know nothing else. */
    private static final Set<String> DECODABLE_EVERYWHERE = Set.of("yuv420p", "yuvj420p");

    private TranscodePlanner() {}

    public static TranscodePlan plan(MediaInfo info) {
        var recipe = new HlsRecipe(!plays(info.video()), !plays(info.audio()));
        if (isBrowserWebm(info)) {
            return new SeekableWebmThenHls(recipe);
        }
        return recipe.encodeVideo() ? new EncodeToHls(recipe) : new CopyToHls(recipe);
    }

    private static boolean plays(@Nullable Video video) {
        return video == null
                || (video.codec().equals("h264")
                        && DECODABLE_EVERYWHERE.contains(video.pixelFormat())
                        // Safari forgets the turn on its way from MP4 to HLS.
                        && !video.turned());
    }

    private static boolean plays(@Nullable Audio audio) {
        return audio == null || audio.codec().equals("aac");
    }

    private static boolean isBrowserWebm(MediaInfo info) {
        return info.container() == Container.MATROSKA
                && (info.video() == null || WEBM_VIDEO.contains(info.video().codec()))
                && (info.audio() == null || WEBM_AUDIO.contains(info.audio().codec()));
    }
}
