package org.lectorium.catalog.elasticsearch;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.search.IndexedRecording;
import org.lectorium.catalog.search.IndexedRecording.IndexedMoment;

/** A recording with all its moments in one document, so that it is replaced as a whole or not at all. */
record RecordingDocument(
        boolean findable, @Nullable String room, String startedAt, Set<String> audience, List<Moment> moments) {

    /** Elasticsearch refuses an array with more (array_objects.limit); the rest of a chat is left out of the search. */
    static final int MAX_MOMENTS = 50_000;

    private static final int MAX_TEXT = 10_000;

    /** @param lemmas of the words of the text, in their order; null when it comes back, since it is not kept */
    record Moment(
            String source,
            double at,
            @Nullable String author,
            String text,
            @Nullable String lemmas) {

        static Moment of(IndexedMoment moment) {
            var text = moment.text().length() > MAX_TEXT ? moment.text().substring(0, MAX_TEXT) : moment.text();
            return new Moment(moment.source().word(), moment.at(), moment.author(), text, Lemmas.ofText(text));
        }
    }

    static RecordingDocument of(IndexedRecording recording) {
        return new RecordingDocument(
                recording.findable(),
                recording.room(),
                recording.startedAt().toString(),
                recording.audience(),
                recording.moments().stream().limit(MAX_MOMENTS).map(Moment::of).toList());
    }
}
