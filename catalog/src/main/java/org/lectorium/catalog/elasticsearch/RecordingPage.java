package org.lectorium.catalog.elasticsearch;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.lectorium.catalog.search.IndexedRecording;
import org.lectorium.catalog.search.IndexedRecording.IndexedMoment;
import org.lectorium.core.RecordingId;
import org.lectorium.core.Sha256;

/**
 * A part of a recording's moments, one document of the index: a message that is added to a long chat changes the last
 * page and none before it. Each page knows all that access and filters need.
 */
record RecordingPage(IndexedRecording recording, int number, List<IndexedMoment> moments) {

    private static final int MOMENTS = 100;

    /** At least one, so that a recording without a word is there too. */
    static List<RecordingPage> of(IndexedRecording recording) {
        var moments = recording.moments();
        int pages = Math.max(1, Math.ceilDiv(moments.size(), MOMENTS));
        return IntStream.range(0, pages)
                .mapToObj(number -> new RecordingPage(
                        recording,
                        number,
                        moments.subList(number * MOMENTS, Math.min(moments.size(), (number + 1) * MOMENTS))))
                .toList();
    }

    static String id(RecordingId recording, int page) {
        return recording + "+" + page;
    }

    static RecordingId recording(String id) {
        return RecordingId.of(id.substring(0, id.indexOf('+')));
    }

    /** Of all that is in the document, whatever its version. */
    Sha256 digest() {
        var content = List.of(
                recording.findable(),
                String.valueOf(recording.room()),
                recording.startedAt(),
                recording.audience().stream().sorted().toList(),
                moments);
        return Sha256.of(content.toString().getBytes(StandardCharsets.UTF_8));
    }
}
