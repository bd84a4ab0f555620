package org.lectorium.catalog.elasticsearch;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.search.IndexedRecording;

/** A recording with all its moments in one document, so that it is replaced as a whole or not at all. */
record RecordingDocument(
        boolean findable, @Nullable String room, String startedAt, Set<String> audience, List<Moment> moments) {

    record Moment(String source, double at, String text) {}

    static RecordingDocument of(IndexedRecording recording) {
        return new RecordingDocument(
                recording.findable(),
                recording.room(),
                recording.startedAt().toString(),
                recording.audience(),
                recording.moments().stream()
                        .map(moment -> new Moment(moment.source().word(), moment.at(), moment.text()))
                        .toList());
    }
}
