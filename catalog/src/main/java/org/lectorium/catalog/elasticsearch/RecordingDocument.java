package org.lectorium.catalog.elasticsearch;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.search.IndexedRecording.IndexedMoment;

/** A {@link RecordingPage} as Elasticsearch keeps it. */
record RecordingDocument(
        String recording,
        int page,
        boolean findable,
        @Nullable String room,
        String startedAt,
        Set<String> audience,
        List<Moment> moments) {

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

    static RecordingDocument of(RecordingPage page) {
        var recording = page.recording();
        return new RecordingDocument(
                recording.id().toString(),
                page.number(),
                recording.findable(),
                recording.room(),
                recording.startedAt().toString(),
                recording.audience(),
                page.moments().stream().map(Moment::of).toList());
    }
}
