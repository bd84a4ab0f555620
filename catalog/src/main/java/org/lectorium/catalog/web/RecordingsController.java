package org.lectorium.catalog.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.ManageRecordings;
import org.lectorium.catalog.Page;
import org.lectorium.catalog.Recording;
import org.lectorium.catalog.RecordingFilter;
import org.lectorium.catalog.RecordingFilter.Sort;
import org.lectorium.catalog.RecordingStatus;
import org.lectorium.catalog.RecordingsTable;
import org.lectorium.catalog.RecordingsTable.RoomCount;
import org.lectorium.catalog.playback.Playback;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/recordings")
@Tag(name = "recordings", description = "The archive; everything here comes from the database.")
class RecordingsController {

    private static final int MAX_TITLE = 300;

    private final ManageRecordings manage;
    private final RecordingsTable recordings;
    private final Playback playback;
    private final RecordingsAsJson json;

    RecordingsController(
            ManageRecordings manage, RecordingsTable recordings, Playback playback, RecordingsAsJson json) {
        this.manage = manage;
        this.recordings = recordings;
        this.playback = playback;
        this.json = json;
    }

    @GetMapping
    @Operation(summary = "Recordings outside the trash, the newest first")
    RecordingPage listRecordings(
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "24") int size,
            @RequestParam(required = false) @Nullable String room,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable List<String> status,
            @RequestParam(defaultValue = "newest") String sort,
            Locale locale) {
        Parameters.checkPage(page, size);
        var filter = new RecordingFilter(
                Parameters.text(room),
                Parameters.from("from", from),
                Parameters.to("to", to),
                Parameters.words("status", status, RecordingStatus::of),
                sort(sort));
        Page<Recording> list = recordings.list(filter, page, size);
        return new RecordingPage(json.show(list.items(), locale), list.page(), list.size(), list.total());
    }

    @Schema(name = "RecordingPage")
    record RecordingPage(List<RecordingJson> items, int page, int size, long total) {}

    private static Sort sort(String word) {
        return Parameters.words("sort", List.of(word), text -> Sort.valueOf(text.toUpperCase(Locale.ROOT)))
                .iterator()
                .next();
    }

    @GetMapping("/rooms")
    @Operation(summary = "Rooms that have recordings")
    List<RoomCount> listRecordedRooms() {
        return recordings.rooms();
    }

    @GetMapping("/{id}")
    @Operation(summary = "One recording")
    RecordingJson getRecording(@PathVariable String id, Locale locale) {
        return json.show(manage.get(Parameters.recording(id)), locale);
    }

    @Schema(name = "RecordingChange")
    record RecordingChange(@Nullable String title) {}

    @PatchMapping("/{id}")
    @Operation(summary = "Give it another title")
    RecordingJson updateRecording(@PathVariable String id, @RequestBody RecordingChange change, Locale locale) {
        var title = Parameters.text(change.title());
        if (title == null || title.length() > MAX_TITLE) {
            throw Parameters.invalid("title", null);
        }
        return json.show(manage.rename(Parameters.recording(id), title), locale);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Put it in the trash")
    void trashRecording(@PathVariable String id) {
        manage.trash(Parameters.recording(id));
    }

    @PostMapping("/{id}/restore")
    @Operation(summary = "Take it out of the trash")
    RecordingJson restoreRecording(@PathVariable String id, Locale locale) {
        return json.show(manage.restore(Parameters.recording(id)), locale);
    }

    @PostMapping("/{id}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Process a failed one again")
    RecordingJson retryRecording(@PathVariable String id, Locale locale) {
        return json.show(manage.retry(Parameters.recording(id)), locale);
    }

    /**
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
            List<String> slides) {}

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

    @GetMapping("/{id}/playback")
    @Operation(summary = "What there is to watch and to save, with short-lived links")
    PlaybackJson getPlayback(@PathVariable String id) {
        var recording = manage.get(Parameters.recording(id));
        var links = playback.links(recording);
        var downloads = playback.downloads(recording).stream()
                .map(download -> new DownloadJson(
                        download.rendition(),
                        download.fileName(),
                        download.media().contentType(),
                        download.media().sizeBytes(),
                        download.media().sha256().hex(),
                        download.width(),
                        download.height(),
                        "/api/v1/recordings/" + recording.id() + "/download?rendition=" + download.rendition()))
                .toList();
        return new PlaybackJson(
                links.hls(), links.video(), links.poster(), downloads, null, null, List.of(), List.of(), List.of());
    }

    @GetMapping("/{id}/download")
    @Operation(summary = "Save a rendition")
    @ApiResponse(responseCode = "302", description = "A short-lived link under which the bytes are")
    ResponseEntity<Void> downloadRecording(
            @PathVariable String id, @RequestParam(defaultValue = "original") String rendition) {
        var link = playback.downloadLink(manage.get(Parameters.recording(id)), rendition);
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create(link))
                .build();
    }
}
