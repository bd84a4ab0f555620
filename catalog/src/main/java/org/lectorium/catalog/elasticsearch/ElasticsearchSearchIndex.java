package org.lectorium.catalog.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.StringTermsBucket;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.elasticsearch.core.search.Hit;
import co.elastic.clients.json.JsonData;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.CatalogProblem;
import org.lectorium.catalog.search.IndexedRecording;
import org.lectorium.catalog.search.SearchIndex;
import org.lectorium.catalog.search.SearchQuery;
import org.lectorium.catalog.search.SearchResult;
import org.lectorium.catalog.search.SearchResult.Facet;
import org.lectorium.catalog.search.SearchResult.HitMoment;
import org.lectorium.catalog.search.Source;
import org.lectorium.core.ProblemException;
import org.lectorium.core.RecordingId;

/** An alias that is searched, and behind it one index; while that is being rebuilt a second one. */
public final class ElasticsearchSearchIndex implements SearchIndex {

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int MOMENTS_PER_REQUEST = 20_000;

    private final ElasticsearchClient client;
    private final WrittenPages written = new WrittenPages();

    public ElasticsearchSearchIndex(ElasticsearchClient client) {
        this.client = client;
    }

    @Override
    public void put(List<IndexedRecording> recordings) {
        try {
            putAll(recordings);
        } catch (RuntimeException e) {
            // Nobody knows how much of it was written.
            written.forgetAll();
            throw e;
        }
    }

    private void putAll(List<IndexedRecording> recordings) {
        ask(() -> {
            var indexes = indexes();
            if (!hasAlias()) {
                indexes = Set.of(create(true));
            }
            for (String index : indexes) {
                write(recordings, index, indexes.size() == 1);
            }
            return null;
        });
    }

    @Override
    public void othersMayHaveWritten() {
        written.forgetAll();
    }

    @Override
    public SearchResult search(SearchQuery query) {
        return ask(() -> {
            try {
                return result(
                        client.search(RecordingQueries.request(query), Void.class), SearchedText.of(query.text()));
            } catch (ElasticsearchException e) {
                if (e.status() == NOT_FOUND) {
                    return new SearchResult(List.of(), 0, List.of(), List.of());
                }
                throw e;
            }
        });
    }

    @Override
    public Rebuild beginRebuild() {
        return ask(() -> {
            var answering = answering();
            deleteAllBut(answering);
            var name = create(false);
            return new Rebuild() {
                @Override
                public void put(List<IndexedRecording> recordings) {
                    ask(() -> {
                        write(recordings, name, false);
                        return null;
                    });
                }

                @Override
                public void finish() {
                    // They know nothing of what the rebuild has written.
                    written.forgetAll();
                    ask(() -> {
                        client.indices().refresh(refresh -> refresh.index(name));
                        client.indices()
                                .updateAliases(update -> update.actions(
                                                remove -> remove.remove(from -> from.index(RecordingIndex.PATTERN)
                                                        .alias(RecordingIndex.ALIAS)
                                                        .mustExist(false)))
                                        .actions(add ->
                                                add.add(to -> to.index(name).alias(RecordingIndex.ALIAS))));
                        deleteAllBut(Set.of(name));
                        return null;
                    });
                }
            };
        });
    }

    @Override
    public State state() {
        return ask(() -> {
            var answering = answering();
            if (answering.isEmpty()) {
                return new State("", 0, false);
            }
            var name = answering.iterator().next();
            long count = client.count(all -> all.index(name)
                            .query(query -> query.bool(bool -> bool.filter(first -> first.term(
                                            term -> term.field("page").value(0)))
                                    .filter(each -> each.term(
                                            term -> term.field("findable").value(true))))))
                    .count();
            return new State(name, count, RecordingIndex.isCurrent(name));
        });
    }

    private String create(boolean answering) throws IOException {
        var name = RecordingIndex.newName();
        client.indices().create(create -> {
            create.withJson(new StringReader(RecordingIndex.DEFINITION)).index(name);
            return answering ? create.aliases(RecordingIndex.ALIAS, alias -> alias) : create;
        });
        return name;
    }

    /** In parts that an answer can be waited for, since a single recording may have a long chat. */
    private void write(List<IndexedRecording> recordings, String index, boolean alone) throws IOException {
        var part = new ArrayList<PageChange>();
        int moments = 0;
        for (PageChange change : changes(recordings, index, alone)) {
            if (moments > MOMENTS_PER_REQUEST) {
                writeAtOnce(part, index);
                part.clear();
                moments = 0;
            }
            part.add(change);
            moments += change.moments();
        }
        if (!part.isEmpty()) {
            writeAtOnce(part, index);
        }
    }

    /** @param page null to delete it */
    private record PageChange(
            RecordingId recording,
            int number,
            long version,
            @Nullable RecordingPage page) {

        int moments() {
            return page == null ? 0 : page.moments().size();
        }
    }

    /** @param alone whether nobody else writes to that index: then only what has changed is written */
    private List<PageChange> changes(List<IndexedRecording> recordings, String index, boolean alone)
            throws IOException {
        var unknown = recordings.stream()
                .map(IndexedRecording::id)
                .filter(id -> !alone || written.of(index, id) == null)
                .toList();
        var counted = unknown.isEmpty() ? Map.<RecordingId, Integer>of() : countPages(index, unknown);
        var changes = new ArrayList<PageChange>();
        for (IndexedRecording recording : recordings) {
            var id = recording.id();
            var known = alone ? written.of(index, id) : null;
            var pages = RecordingPage.of(recording);
            var digests = pages.stream().map(RecordingPage::digest).toList();
            for (RecordingPage page : pages) {
                int number = page.number();
                if (known == null
                        || number >= known.size()
                        || !known.get(number).equals(digests.get(number))) {
                    changes.add(new PageChange(id, number, recording.version(), page));
                }
            }
            int there = known == null ? counted.getOrDefault(id, 0) : known.size();
            for (int number = pages.size(); number < there; number++) {
                changes.add(new PageChange(id, number, recording.version(), null));
            }
            if (alone) {
                written.keep(index, id, digests);
            } else {
                written.forget(index, id);
            }
        }
        return changes;
    }

    private Map<RecordingId, Integer> countPages(String index, List<RecordingId> recordings) throws IOException {
        var ids = recordings.stream().map(id -> FieldValue.of(id.toString())).toList();
        var last = client.search(
                        search -> search.index(index)
                                .size(0)
                                .query(query -> query.terms(terms ->
                                        terms.field(RecordingQueries.RECORDING).terms(any -> any.value(ids))))
                                .aggregations(
                                        "recordings",
                                        each -> each.terms(terms -> terms.field(RecordingQueries.RECORDING)
                                                        .size(ids.size()))
                                                .aggregations("last", max -> max.max(of -> of.field("page")))),
                        Void.class)
                .aggregations()
                .get("recordings");
        return Objects.requireNonNull(last).sterms().buckets().array().stream()
                .collect(Collectors.toUnmodifiableMap(
                        bucket -> RecordingId.of(bucket.key().stringValue()),
                        bucket -> 1
                                + Objects.requireNonNull(Objects.requireNonNull(
                                                        bucket.aggregations().get("last"))
                                                .max()
                                                .value())
                                        .intValue()));
    }

    private void writeAtOnce(List<PageChange> changes, String index) throws IOException {
        var bulk = new BulkRequest.Builder().index(index);
        for (PageChange change : changes) {
            var id = RecordingPage.id(change.recording(), change.number());
            if (change.page() == null) {
                bulk.operations(operation -> operation.delete(
                        delete -> delete.id(id).version(change.version()).versionType(VersionType.ExternalGte)));
            } else {
                var document = RecordingDocument.of(change.page());
                bulk.operations(operation -> operation.index(put -> put.id(id)
                        .version(change.version())
                        .versionType(VersionType.ExternalGte)
                        .document(document)));
            }
        }
        var items = client.bulk(bulk.build()).items();
        for (int i = 0; i < items.size(); i++) {
            check(items.get(i), changes.get(i), index);
        }
    }

    private void check(BulkResponseItem item, PageChange change, String index) throws IOException {
        if (item.error() == null) {
            return;
        }
        written.forget(index, change.recording());
        // A conflict means that it is there in a newer version, a lost index that a rebuild has just ended.
        if (item.status() != CONFLICT && item.status() != NOT_FOUND) {
            throw new IOException("Elasticsearch refused " + item.id() + ": " + item.error());
        }
    }

    private Set<String> indexes() throws IOException {
        return client.indices()
                .get(get -> get.index(RecordingIndex.PATTERN))
                .indices()
                .keySet();
    }

    private boolean hasAlias() throws IOException {
        return client.indices()
                .existsAlias(exists -> exists.name(RecordingIndex.ALIAS))
                .value();
    }

    private Set<String> answering() throws IOException {
        return hasAlias()
                ? client.indices()
                        .getAlias(get -> get.name(RecordingIndex.ALIAS))
                        .aliases()
                        .keySet()
                : Set.of();
    }

    private void deleteAllBut(Set<String> kept) throws IOException {
        for (String index : indexes()) {
            if (!kept.contains(index)) {
                client.indices().delete(delete -> delete.index(index).ignoreUnavailable(true));
            }
        }
    }

    private static SearchResult result(SearchResponse<Void> response, SearchedText searched) {
        var found = response.aggregations();
        var rooms = Objects.requireNonNull(found.get("rooms")).sterms();
        var moments = Objects.requireNonNull(found.get("moments")).nested().aggregations();
        var matching = Objects.requireNonNull(moments.get("matching")).filter().aggregations();
        return new SearchResult(
                response.hits().hits().stream().map(hit -> hit(hit, searched)).toList(),
                recordings(found),
                rooms.buckets().array().stream()
                        .map(bucket -> new Facet(bucket.key().stringValue(), recordings(bucket.aggregations())))
                        .toList(),
                Objects.requireNonNull(matching.get("sources")).sterms().buckets().array().stream()
                        .map(ElasticsearchSearchIndex::source)
                        .toList());
    }

    private static long recordings(Map<String, Aggregate> aggregations) {
        return Objects.requireNonNull(aggregations.get(RecordingQueries.RECORDINGS))
                .cardinality()
                .value();
    }

    private static Facet source(StringTermsBucket bucket) {
        var pages = Objects.requireNonNull(bucket.aggregations().get("pages")).reverseNested();
        return new Facet(bucket.key().stringValue(), recordings(pages.aggregations()));
    }

    private static SearchResult.Hit hit(Hit<Void> hit, SearchedText searched) {
        var pages = Objects.requireNonNull(hit.innerHits().get(RecordingQueries.PAGES));
        var moments = pages.hits().hits().stream()
                .flatMap(page -> Objects.requireNonNull(page.innerHits().get("moments")).hits().hits().stream())
                .sorted(Comparator.comparing((Hit<JsonData> inner) -> -Objects.requireNonNullElse(inner.score(), 0.0)))
                .limit(RecordingQueries.MOMENTS_PER_RECORDING)
                .map(inner -> moment(inner, searched))
                .toList();
        return new SearchResult.Hit(
                RecordingPage.recording(Objects.requireNonNull(hit.id())),
                Objects.requireNonNullElse(hit.score(), 0.0),
                moments);
    }

    private static HitMoment moment(Hit<JsonData> hit, SearchedText searched) {
        var moment = Objects.requireNonNull(hit.source()).to(RecordingDocument.Moment.class);
        var marked = hit.highlight().getOrDefault(RecordingQueries.TEXT, List.of());
        return new HitMoment(
                Source.of(moment.source()),
                moment.at(),
                moment.author(),
                MarkedText.html(moment.text(), marked.isEmpty() ? null : marked.getFirst(), searched));
    }

    private interface Asking<T extends @Nullable Object> {
        T ask() throws IOException;
    }

    private static <T extends @Nullable Object> T ask(Asking<T> asking) {
        try {
            return asking.ask();
        } catch (IOException | ElasticsearchException e) {
            throw new ProblemException(CatalogProblem.SEARCH_UNAVAILABLE, e);
        }
    }
}
