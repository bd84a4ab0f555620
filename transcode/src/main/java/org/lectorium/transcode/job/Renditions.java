package org.lectorium.transcode.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.MediaStore;
import org.lectorium.core.ProblemException;
import org.lectorium.core.Rendition;
import org.lectorium.core.Sha256;
import org.lectorium.core.StoredMedia;
import org.lectorium.transcode.MediaConverter.Hls;
import org.lectorium.transcode.MediaInfo;
import org.lectorium.transcode.MediaInfo.Video;
import org.lectorium.transcode.TranscodeProblem;
import org.springframework.stereotype.Component;

/** Stores files as renditions of the run's recording. */
@Component
class Renditions {

    private final MediaStore store;

    Renditions(MediaStore store) {
        this.store = store;
    }

    record StoredHls(Rendition media, Rendition playlist) {}

    /** @param made what is in the media file */
    StoredHls storeHls(RecordingRun run, Hls hls, MediaInfo made) {
        var type = made.video() == null ? "audio/mp4" : "video/mp4";
        return new StoredHls(
                store(run, "video", Rendition.Kind.HLS_MEDIA, hls.media(), type, made.video()),
                store(
                        run,
                        "playlist",
                        Rendition.Kind.HLS_PLAYLIST,
                        hls.playlist(),
                        "application/vnd.apple.mpegurl",
                        made.video()));
    }

    Rendition store(
            RecordingRun run, String name, Rendition.Kind kind, Path file, String contentType, @Nullable Video video) {
        var key = run.key(file.getFileName().toString());
        try {
            var media = new StoredMedia(key, Files.size(file), Sha256.of(file), contentType);
            store.put(key, file, contentType);
            return new Rendition(
                    name, kind, media, video == null ? null : video.width(), video == null ? null : video.height());
        } catch (IOException e) {
            throw new ProblemException(TranscodeProblem.WORKSPACE_UNWRITABLE, e);
        }
    }
}
