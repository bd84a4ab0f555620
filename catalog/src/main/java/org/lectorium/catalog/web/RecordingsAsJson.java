package org.lectorium.catalog.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.Receiving;
import org.lectorium.catalog.ReceivingTable;
import org.lectorium.catalog.Recording;
import org.lectorium.catalog.Recording.Progress;
import org.lectorium.catalog.RecordingStatus;
import org.lectorium.catalog.RecordingsTable;
import org.lectorium.catalog.Series;
import org.lectorium.catalog.Series.Part;
import org.lectorium.catalog.playback.MediaLinks;
import org.lectorium.core.ProblemTexts;
import org.lectorium.core.RecordingId;
import org.lectorium.core.Rendition;
import org.lectorium.core.Viewer;
import org.springframework.stereotype.Component;

/** Shows recordings with their posters, in the reader's language. */
@Component
class RecordingsAsJson {

    private final RecordingsTable recordings;
    private final ReceivingTable receiving;
    private final MediaLinks links;
    private final ProblemTexts texts;

    RecordingsAsJson(RecordingsTable recordings, ReceivingTable receiving, MediaLinks links, ProblemTexts texts) {
        this.recordings = recordings;
        this.receiving = receiving;
        this.links = links;
        this.texts = texts;
    }

    RecordingJson show(Viewer viewer, Recording recording, Locale locale) {
        return show(viewer, List.of(recording), locale).getFirst();
    }

    List<RecordingJson> show(Viewer viewer, List<Recording> list, Locale locale) {
        Map<RecordingId, Rendition> posters =
                recordings.posters(list.stream().map(Recording::id).toList());
        var parts = parts(viewer, list);
        var receiving = receiving(list);
        return list.stream()
                .map(recording -> show(
                        viewer,
                        recording,
                        parts.get(recording.id()),
                        posters.get(recording.id()),
                        receiving.get(recording.id()),
                        locale))
                .toList();
    }

    private Map<RecordingId, Part> parts(Viewer viewer, List<Recording> list) {
        var conferences = list.stream()
                .map(Recording::conference)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return conferences.isEmpty() ? Map.of() : Series.parts(recordings.takes(viewer, conferences));
    }

    private static @Nullable UUID id(@Nullable RecordingId recording) {
        return recording == null ? null : recording.value();
    }

    private Map<RecordingId, Receiving> receiving(List<Recording> list) {
        var cards = list.stream()
                .filter(recording -> recording.status() == RecordingStatus.RECEIVING)
                .map(Recording::id)
                .toList();
        return cards.isEmpty()
                ? Map.of()
                : receiving.ofCards(cards).stream().collect(Collectors.toMap(Receiving::card, Function.identity()));
    }

    private RecordingJson show(
            Viewer viewer,
            Recording recording,
            @Nullable Part part,
            @Nullable Rendition poster,
            @Nullable Receiving arriving,
            Locale locale) {
        Progress progress = recording.progress();
        var percent = progress == null ? null : Double.valueOf(progress.percent());
        return new RecordingJson(
                recording.id().value(),
                recording.title(),
                recording.room(),
                recording.conference(),
                part == null ? null : part.number(),
                part == null ? null : part.of(),
                part == null ? null : id(part.previous()),
                part == null ? null : id(part.next()),
                recording.startedAt(),
                recording.file().receivedAt(),
                recording.durationSeconds(),
                arriving == null ? recording.file().sizeBytes() : arriving.bytes(),
                recording.file().fileName(),
                recording.shownStatus().word(),
                arriving == null ? percent : arriving.percent(),
                progress == null ? null : progress.etaSeconds(),
                progress == null ? null : progress.step(),
                ProblemJson.of(recording.problem(), texts, locale),
                recording.access().level().word(),
                recording.hasArrived() && recording.access().mayManage(viewer),
                poster == null ? null : links.show(viewer, poster.media()),
                recording.width(),
                recording.height(),
                recording.durationSeconds() == null ? null : recording.width() != null,
                recording.version(),
                recording.trashedAt());
    }
}
