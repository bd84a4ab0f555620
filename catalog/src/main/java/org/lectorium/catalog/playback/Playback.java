package org.lectorium.catalog.playback;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.CatalogProblem;
import org.lectorium.catalog.Recording;
import org.lectorium.catalog.RecordingStatus;
import org.lectorium.catalog.RecordingsTable;
import org.lectorium.core.MediaKey;
import org.lectorium.core.MediaStore;
import org.lectorium.core.ProblemException;
import org.lectorium.core.Rendition;
import org.lectorium.core.Rendition.Kind;
import org.lectorium.core.StoredMedia;
import org.lectorium.core.Viewer;
import org.springframework.stereotype.Component;

/** What there is to watch and to save of a recording. */
@Component
public class Playback {

    private static final String ORIGINAL = "original";

    private final RecordingsTable recordings;
    private final MediaLinks links;
    private final MediaStore store;
    private final WatchReceiving live;

    Playback(RecordingsTable recordings, MediaLinks links, MediaStore store, WatchReceiving live) {
        this.live = live;
        this.recordings = recordings;
        this.links = links;
        this.store = store;
    }

    /** @param video a file to play where there is no HLS, or not yet */
    public record Links(
            @Nullable String hls,
            @Nullable String video,
            @Nullable String poster) {}

    /** @param fileName what it is called when it is saved */
    public record Download(
            String rendition,
            String fileName,
            StoredMedia media,
            @Nullable Integer width,
            @Nullable Integer height) {}

    /** @throws ProblemException if there is nothing to watch yet */
    public Links links(Viewer viewer, Recording recording) {
        if (recording.status() == RecordingStatus.RECEIVING) {
            live.requireWatchable(recording);
            return new Links(WatchReceiving.playlist(recording), null, null);
        }
        var renditions = recordings.renditions(recording.id());
        var playlist = first(renditions, Kind.HLS_PLAYLIST);
        var file = first(renditions, Kind.PROGRESSIVE);
        if (playlist.isEmpty() && file.isEmpty()) {
            throw new ProblemException(CatalogProblem.NOT_WATCHABLE_YET);
        }
        return new Links(
                playlist.map(rendition -> links.own(viewer, rendition.media().key(), ""))
                        .orElse(null),
                file.map(rendition -> links.show(viewer, rendition.media())).orElse(null),
                first(renditions, Kind.POSTER)
                        .map(rendition -> links.show(viewer, rendition.media()))
                        .orElse(null));
    }

    private static Optional<Rendition> first(List<Rendition> renditions, Kind kind) {
        return renditions.stream().filter(rendition -> rendition.kind() == kind).findFirst();
    }

    /** What can be saved now; the original first. */
    public List<Download> downloads(Recording recording) {
        return renditions(recording).stream()
                .filter(download -> !download.rendition().equals(ORIGINAL)
                        || recording.status() == RecordingStatus.PUBLISHED
                        || isStored(download))
                .toList();
    }

    /** An original reaches the media store beside the processing, so it may be watched before it can be saved. */
    private boolean isStored(Download download) {
        return store.size(download.media().key()).isPresent();
    }

    private List<Download> renditions(Recording recording) {
        if (!recording.hasArrived()) {
            return List.of();
        }
        var file = recording.file();
        var original = new Download(
                ORIGINAL,
                file.fileName(),
                new StoredMedia(
                        MediaKey.original(recording.id()), file.sizeBytes(), file.sha256(), "application/octet-stream"),
                null,
                null);
        var made = recordings.renditions(recording.id()).stream()
                .filter(rendition -> rendition.kind() == Kind.HLS_MEDIA || rendition.kind() == Kind.PROGRESSIVE)
                .map(rendition -> new Download(
                        rendition.name(),
                        fileName(recording, rendition),
                        rendition.media(),
                        rendition.width(),
                        rendition.height()));
        return Stream.concat(Stream.of(original), made).toList();
    }

    private static String fileName(Recording recording, Rendition rendition) {
        var name = rendition.media().key().name();
        var extension = rendition.media().contentType().startsWith("audio/mp4")
                ? ".m4a"
                : name.substring(name.lastIndexOf('.')).toLowerCase(Locale.ROOT);
        return recording.title().replaceAll("[/\\\\:*?\"<>|\\p{Cntrl}]", "_") + extension;
    }

    /** @throws ProblemException if the recording has no such rendition, or it is not in the media store yet */
    public String downloadLink(Viewer viewer, Recording recording, String rendition) {
        var download = renditions(recording).stream()
                .filter(each -> each.rendition().equals(rendition))
                .findFirst()
                .orElseThrow(
                        () -> new ProblemException(CatalogProblem.RENDITION_NOT_FOUND, Map.of("rendition", rendition)));
        if (!isStored(download)) {
            throw new ProblemException(CatalogProblem.NOT_DOWNLOADABLE_YET);
        }
        return saveLink(viewer, download);
    }

    /** Works once the media store has it. */
    public String saveLink(Viewer viewer, Download download) {
        return links.save(viewer, download.media(), download.fileName());
    }
}
