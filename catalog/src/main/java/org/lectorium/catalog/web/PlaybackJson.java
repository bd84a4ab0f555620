package org.lectorium.catalog.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.playback.Playback.Download;
import org.lectorium.catalog.playback.Playback.Links;

/**
 * What there is to watch and to save.
 *
 * @param video a file to play where there is no HLS, or not yet
 */
@Schema(name = "Playback")
record PlaybackJson(
        @Nullable String hls,
        @Nullable String video,
        @Nullable String poster,
        List<DownloadJson> download,
        @Nullable String storyboard,
        @Nullable String waveform,
        List<String> captions,
        List<String> chapters,
        List<String> slides) {

    @Schema(name = "Download")
    record DownloadJson(
            String rendition,
            String fileName,
            String contentType,
            long sizeBytes,
            String sha256,
            @Nullable Integer width,
            @Nullable Integer height,
            String url) {}

    /** @param url where a download begins */
    static PlaybackJson of(Links links, List<Download> downloads, Function<Download, String> url) {
        return new PlaybackJson(
                links.hls(),
                links.video(),
                links.poster(),
                downloads.stream()
                        .map(download -> new DownloadJson(
                                download.rendition(),
                                download.fileName(),
                                download.media().contentType(),
                                download.media().sizeBytes(),
                                download.media().sha256().hex(),
                                download.width(),
                                download.height(),
                                url.apply(download)))
                        .toList(),
                null,
                null,
                List.of(),
                List.of(),
                List.of());
    }
}
