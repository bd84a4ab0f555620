package org.lectorium.catalog.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.ManageRecordings;
import org.lectorium.catalog.RecordedChats;
import org.lectorium.catalog.Recording;
import org.lectorium.catalog.RecordingFilter;
import org.lectorium.catalog.RecordingFilter.Sort;
import org.lectorium.catalog.RecordingStatus;
import org.lectorium.catalog.RecordingsTable;
import org.lectorium.catalog.RecordingsTable.RoomCount;
import org.lectorium.catalog.playback.Playback;
import org.lectorium.core.AuditTrail;
import org.lectorium.core.AuditTrail.Deed;
import org.lectorium.core.Limits;
import org.lectorium.core.Limits.Limit;
import org.lectorium.core.Page;
import org.lectorium.core.People;
import org.lectorium.core.UserId;
import org.lectorium.core.Viewer;
import org.lectorium.core.Viewer.Person;
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
    private static final int MAX_OWNERS = 50;

    private final ManageRecordings manage;
    private final RecordingsTable recordings;
    private final RecordedChats chats;
    private final Playback playback;
    private final RecordingsAsJson json;
    private final People people;
    private final Limits limits;
    private final AuditTrail audit;

    RecordingsController(
            ManageRecordings manage,
            RecordingsTable recordings,
            RecordedChats chats,
            Playback playback,
            RecordingsAsJson json,
            People people,
            Limits limits,
            AuditTrail audit) {
        this.manage = manage;
        this.recordings = recordings;
        this.chats = chats;
        this.playback = playback;
        this.json = json;
        this.people = people;
        this.limits = limits;
        this.audit = audit;
    }

    @GetMapping
    @Operation(summary = "Recordings outside the trash, the newest first")
    RecordingPage listRecordings(
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "24") int size,
            @RequestParam(required = false) @Nullable String room,
            @RequestParam(required = false) @Nullable Integer conference,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable List<String> status,
            @RequestParam(defaultValue = "newest") String sort,
            Viewer viewer,
            Locale locale) {
        Parameters.checkPage(page, size);
        var filter = new RecordingFilter(
                Parameters.text(room),
                conference,
                Parameters.from("from", from),
                Parameters.to("to", to),
                Parameters.words("status", status, RecordingStatus::of),
                sort(sort));
        Page<Recording> list = recordings.list(viewer, filter, page, size);
        return new RecordingPage(json.show(viewer, list.items(), locale), list.page(), list.size(), list.total());
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
    List<RoomCount> listRecordedRooms(Viewer viewer) {
        return recordings.rooms(viewer);
    }

    @GetMapping("/{id}")
    @Operation(summary = "One recording; under the id of its card also one that was expected")
    RecordingJson getRecording(Viewer viewer, @PathVariable String id, Locale locale) {
        return json.show(viewer, manage.getWhatCame(viewer, Parameters.recording(id)), locale);
    }

    /** @param at seconds from the start of the recording */
    @Schema(name = "RecordingMessage")
    record MessageJson(
            String id,
            double at,
            String author,
            String text,
            @Nullable String replyTo) {}

    @GetMapping("/{id}/messages")
    @Operation(summary = "What was written in the chat while it was made")
    List<MessageJson> listRecordingMessages(Viewer viewer, @PathVariable String id) {
        var recording = manage.get(viewer, Parameters.recording(id));
        return chats.of(List.of(recording)).getOrDefault(recording.id(), List.of()).stream()
                .map(message -> new MessageJson(
                        message.id(), message.at(), message.author(), message.text(), message.replyTo()))
                .toList();
    }

    /** What is left out stays as it is. */
    @Schema(name = "RecordingChange")
    record RecordingChange(
            @Nullable String title,

            @Schema(allowableValues = {"private", "participants", "group", "organisation", "link"}) @Nullable
            String access,

            @Schema(description = "of the directory; they count at the level group") @Nullable
            List<String> groups,

            @Schema(description = "the owner first, then co-owners") @Nullable
            List<UUID> owners) {}

    @PatchMapping("/{id}")
    @Operation(summary = "Give it another title, or say who may watch it")
    RecordingJson updateRecording(
            Viewer viewer, @PathVariable String id, @RequestBody RecordingChange change, Locale locale) {
        var recording = Parameters.recording(id);
        if (change.title() != null) {
            manage.rename(viewer, recording, Parameters.required("title", change.title(), MAX_TITLE));
        }
        if (change.access() != null || change.groups() != null || change.owners() != null) {
            return json.show(
                    viewer,
                    manage.changeAccess(
                            viewer,
                            recording,
                            change.access() == null ? null : AccessJson.level(change.access()),
                            change.groups() == null ? null : AccessJson.groups(change.groups()),
                            change.owners() == null ? null : owners(change.owners())),
                    locale);
        }
        return json.show(viewer, manage.getOwn(viewer, recording), locale);
    }

    private List<UserId> owners(List<UUID> ids) {
        var owners = ids.stream().map(UserId::new).distinct().toList();
        if (owners.size() > MAX_OWNERS || people.names(owners).size() < owners.size()) {
            throw Parameters.invalid("owners", null);
        }
        return owners;
    }

    @GetMapping("/{id}/access")
    @Operation(summary = "Who may watch it; for its owners")
    AccessJson getAccess(Viewer viewer, @PathVariable String id) {
        return AccessJson.of(manage.getOwn(viewer, Parameters.recording(id)).access(), people);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Put it in the trash")
    void trashRecording(Viewer viewer, @PathVariable String id) {
        manage.trash(viewer, Parameters.recording(id));
    }

    @PostMapping("/{id}/restore")
    @Operation(summary = "Take it out of the trash")
    RecordingJson restoreRecording(Viewer viewer, @PathVariable String id, Locale locale) {
        return json.show(viewer, manage.restore(viewer, Parameters.recording(id)), locale);
    }

    @Schema(name = "Dismissal")
    record Dismissal(@Nullable String reason) {}

    @PostMapping("/{id}/dismiss")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Say of an expected one that it will not come; for administrators")
    void dismissRecording(Viewer viewer, @PathVariable String id, @RequestBody Dismissal dismissal) {
        var card = Parameters.recording(id);
        // Before the reason is looked at: an answer to that would say that there is something.
        manage.get(viewer, card);
        manage.dismiss(viewer, card, Parameters.required("reason", dismissal.reason(), MAX_TITLE));
    }

    @PostMapping("/{id}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Process a failed one again")
    RecordingJson retryRecording(Viewer viewer, @PathVariable String id, Locale locale) {
        return json.show(viewer, manage.retry(viewer, Parameters.recording(id)), locale);
    }

    @GetMapping("/{id}/playback")
    @Operation(summary = "What there is to watch and to save, with short-lived links")
    PlaybackJson getPlayback(Viewer viewer, @PathVariable String id) {
        var recording = manage.get(viewer, Parameters.recording(id));
        return PlaybackJson.of(
                playback.links(viewer, recording),
                playback.downloads(recording),
                download -> "/api/v1/recordings/" + recording.id() + "/download?rendition=" + download.rendition());
    }

    @GetMapping("/{id}/download")
    @Operation(summary = "Save a rendition")
    @ApiResponse(responseCode = "302", description = "A short-lived link under which the bytes are")
    ResponseEntity<Void> downloadRecording(
            Person viewer, @PathVariable String id, @RequestParam(defaultValue = "original") String rendition) {
        limits.count(Limit.DOWNLOAD, viewer.id().toString());
        var recording = manage.get(viewer, Parameters.recording(id));
        var link = playback.downloadLink(viewer, recording, rendition);
        audit.note(
                Deed.RECORDING_DOWNLOADED,
                recording.id().toString(),
                Map.of("title", recording.title(), "rendition", rendition));
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create(link))
                .build();
    }
}
