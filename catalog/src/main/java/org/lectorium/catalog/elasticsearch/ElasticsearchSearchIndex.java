package org.lectorium.catalog.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch._types.aggregations.StringTermsBucket;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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

    public ElasticsearchSearchIndex(ElasticsearchClient client) {
        this.client = client;
    }

    @Override
    public void put(List<IndexedRecording> recordings) {
        ask(() -> {
            var indexes = indexes();
            if (!hasAlias()) {
                indexes = Set.of(create(true));
            }
            write(recordings, indexes);
            return null;
        });
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
                        write(recordings, Set.of(name));
                        return null;
                    });
                }

                @Override
                public void finish() {
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
                            .query(query ->
                                    query.term(term -> term.field("findable").value(true))))
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
    private void write(List<IndexedRecording> recordings, Collection<String> indexes) throws IOException {
        var part = new ArrayList<IndexedRecording>();
        int moments = 0;
        for (IndexedRecording recording : recordings) {
            if (!part.isEmpty() && moments + recording.moments().size() > MOMENTS_PER_REQUEST) {
                writeAtOnce(part, indexes);
                part.clear();
                moments = 0;
            }
            part.add(recording);
            moments += recording.moments().size();
        }
        if (!part.isEmpty()) {
            writeAtOnce(part, indexes);
        }
    }

    private void writeAtOnce(List<IndexedRecording> recordings, Collection<String> indexes) throws IOException {
        var bulk = new BulkRequest.Builder();
        for (IndexedRecording recording : recordings) {
            var document = RecordingDocument.of(recording);
            for (String index : indexes) {
                bulk.operations(operation -> operation.index(put -> put.index(index)
                        .id(recording.id().toString())
                        .version(recording.version())
                        .versionType(VersionType.ExternalGte)
                        .document(document)));
            }
        }
        var failed = client.bulk(bulk.build()).items().stream()
                // A conflict means that it is there in a newer version, a lost index that a rebuild has just ended.
                .filter(item -> item.error() != null && item.status() != CONFLICT && item.status() != NOT_FOUND)
                .findFirst();
        if (failed.isPresent()) {
            throw new IOException("Elasticsearch refused " + failed.get().id() + ": "
                    + failed.get().error());
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
        var rooms = Objects.requireNonNull(response.aggregations().get("rooms")).sterms();
        var sources = Objects.requireNonNull(response.aggregations().get("moments"))
                .nested()
                .aggregations()
                .get("matching");
        var sourceBuckets = Objects.requireNonNull(
                Objects.requireNonNull(sources).filter().aggregations().get("sources"));
        return new SearchResult(
                response.hits().hits().stream().map(hit -> hit(hit, searched)).toList(),
                Objects.requireNonNull(response.hits().total()).value(),
                rooms.buckets().array().stream()
                        .map(bucket -> new Facet(bucket.key().stringValue(), bucket.docCount()))
                        .toList(),
                sourceBuckets.sterms().buckets().array().stream()
                        .map(ElasticsearchSearchIndex::source)
                        .toList());
    }

    private static Facet source(StringTermsBucket bucket) {
        return new Facet(
                bucket.key().stringValue(),
                Objects.requireNonNull(bucket.aggregations().get("recordings"))
                        .reverseNested()
                        .docCount());
    }

    private static SearchResult.Hit hit(Hit<Void> hit, SearchedText searched) {
        var moments = Objects.requireNonNull(hit.innerHits().get("moments")).hits().hits().stream()
                .map(inner -> {
                    var moment = Objects.requireNonNull(inner.source()).to(RecordingDocument.Moment.class);
                    var marked = inner.highlight().getOrDefault(RecordingQueries.TEXT, List.of());
                    return new HitMoment(
                            Source.of(moment.source()),
                            moment.at(),
                            moment.author(),
                            MarkedText.html(moment.text(), marked.isEmpty() ? null : marked.getFirst(), searched));
                })
                .toList();
        return new SearchResult.Hit(
                RecordingId.of(Objects.requireNonNull(hit.id())),
                Objects.requireNonNullElse(hit.score(), 0.0),
                moments);
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
