package org.lectorium.catalog.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.RecordingsTable;
import org.lectorium.catalog.search.IndexOutbox;
import org.lectorium.catalog.search.SearchIndex;
import org.lectorium.catalog.search.SearchQuery;
import org.lectorium.catalog.search.SearchResult;
import org.lectorium.catalog.search.SearchResult.Facet;
import org.lectorium.catalog.search.SearchResult.Hit;
import org.lectorium.catalog.search.Source;
import org.lectorium.core.Limits;
import org.lectorium.core.Limits.Limit;
import org.lectorium.core.ProblemException;
import org.lectorium.core.Viewer;
import org.lectorium.core.Viewer.Person;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/search")
@Tag(name = "search", description = "Finding a moment in the archive; answers 503 while the search index is away.")
class SearchController {

    private static final int MAX_QUERY = 500;

    private final SearchIndex index;
    private final IndexOutbox outbox;
    private final RecordingsTable recordings;
    private final RecordingsAsJson json;
    private final Limits limits;

    SearchController(
            SearchIndex index, IndexOutbox outbox, RecordingsTable recordings, RecordingsAsJson json, Limits limits) {
        this.limits = limits;
        this.index = index;
        this.outbox = outbox;
        this.recordings = recordings;
        this.json = json;
    }

    @Schema(name = "SearchPage")
    record SearchPage(List<SearchItem> items, SearchFacets facets, int page, int size, long total) {}

    @Schema(name = "SearchItem")
    record SearchItem(RecordingJson recording, double score, List<Moment> moments) {}

    /**
     * @param at seconds from the start
     * @param author who wrote it; null if nobody in particular did
     * @param highlight HTML-escaped text; mark is its only tag
     */
    @Schema(name = "Moment")
    record Moment(
            @Schema(allowableValues = {"title", "chat", "slide", "caption"})
            String source,

            double at,
            @Nullable String author,
            String highlight) {}

    @Schema(name = "SearchFacets")
    record SearchFacets(List<Facet> rooms, List<Facet> sources) {}

    @GetMapping
    @Operation(summary = "Recordings in which all the words stand, in any inflection")
    SearchPage search(
            @RequestParam String q,
            @RequestParam(required = false) @Nullable String room,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable List<String> source,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "24") int size,
            Person viewer,
            Locale locale) {
        limits.count(Limit.SEARCH, viewer.id().toString());
        Parameters.checkReach(page, size);
        var text = Parameters.required("q", q, MAX_QUERY);
        var result = index.search(new SearchQuery(
                viewer,
                text,
                Parameters.text(room),
                Parameters.from("from", from),
                Parameters.to("to", to),
                Parameters.words("source", source, Source::of),
                page,
                size));
        return new SearchPage(
                items(viewer, result, locale),
                new SearchFacets(result.rooms(), result.sources()),
                page,
                size,
                result.total());
    }

    /** The index says which; what they are, and whether they may still be seen, comes from the truth. */
    private List<SearchItem> items(Viewer viewer, SearchResult result, Locale locale) {
        var found = recordings
                .findAll(result.hits().stream().map(Hit::recording).toList())
                .stream()
                .filter(recording -> recording.isSeenBy(viewer))
                .toList();
        var byId = json.show(viewer, found, locale).stream()
                .collect(Collectors.<RecordingJson, UUID, RecordingJson>toMap(RecordingJson::id, Function.identity()));
        return result.hits().stream()
                .map(hit -> item(hit, byId.get(hit.recording().value())))
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable SearchItem item(Hit hit, @Nullable RecordingJson recording) {
        return recording == null
                ? null
                : new SearchItem(
                        recording,
                        hit.score(),
                        hit.moments().stream()
                                .map(moment -> new Moment(
                                        moment.source().word(), moment.at(), moment.author(), moment.highlight()))
                                .toList());
    }

    /**
     * @param index the name of the one that answers
     * @param documents recordings that can be found
     * @param waiting changes that the index has yet to learn
     */
    @Schema(name = "IndexState")
    record IndexState(@Nullable String index, long documents, long waiting, boolean rebuilding, boolean available) {}

    @GetMapping("/index")
    @Operation(summary = "How the search index is")
    IndexState getIndexState() {
        long waiting = outbox.waiting();
        boolean rebuilding = outbox.rebuildRequested();
        try {
            var state = index.state();
            return new IndexState(state.index(), state.recordings(), waiting, rebuilding, true);
        } catch (ProblemException e) {
            return new IndexState(null, 0, waiting, rebuilding, false);
        }
    }

    @PostMapping("/index/rebuild")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Make the search index anew from the database, while the old one answers")
    IndexState rebuildIndex() {
        outbox.requestRebuild();
        return getIndexState();
    }
}
