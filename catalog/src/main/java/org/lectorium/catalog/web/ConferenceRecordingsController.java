package org.lectorium.catalog.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.lectorium.catalog.RecordingFilter;
import org.lectorium.catalog.RecordingFilter.Sort;
import org.lectorium.catalog.RecordingsTable;
import org.lectorium.core.Viewer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/conferences/{number}/recordings")
@Tag(name = "recordings", description = "The archive; everything here comes from the database.")
class ConferenceRecordingsController {

    private static final int ALL = 1000;

    private final RecordingsTable recordings;
    private final RecordingsAsJson json;

    ConferenceRecordingsController(RecordingsTable recordings, RecordingsAsJson json) {
        this.recordings = recordings;
        this.json = json;
    }

    @GetMapping
    @Operation(
            summary = "What was recorded of a conference, in order; none for whoever may not watch them, and for a"
                    + " conference that there is not")
    List<RecordingJson> listConferenceRecordings(Viewer viewer, @PathVariable int number, Locale locale) {
        var filter = new RecordingFilter(null, number, null, null, Set.of(), Sort.OLDEST);
        return json.show(viewer, recordings.list(viewer, filter, 0, ALL).items(), locale);
    }
}
