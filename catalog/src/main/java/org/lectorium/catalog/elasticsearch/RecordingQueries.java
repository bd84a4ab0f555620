package org.lectorium.catalog.elasticsearch;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.query_dsl.ChildScoreMode;
import co.elastic.clients.elasticsearch._types.query_dsl.Operator;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.search.HighlighterType;
import co.elastic.clients.elasticsearch.core.search.InnerHits;
import co.elastic.clients.util.NamedValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.lectorium.catalog.access.Audience;
import org.lectorium.catalog.elasticsearch.SearchedText.Part;
import org.lectorium.catalog.lemmas.Word;
import org.lectorium.catalog.search.SearchQuery;
import org.lectorium.catalog.search.Source;

/** Says a {@link SearchQuery} in Elasticsearch's words. */
final class RecordingQueries {

    static final String TEXT = "moments.text";

    static final String RECORDING = "recording";
    static final String RECORDINGS = "recordings";
    static final String PAGES = "pages";
    static final int MOMENTS_PER_RECORDING = 5;

    private static final String LEMMAS = "moments.lemmas";
    /** Up to so many the counts are as good as exact, at eight bytes each. */
    private static final int EXACTLY_COUNTED = 40_000;

    private static final int ROOMS = 50;

    private RecordingQueries() {}

    static SearchRequest request(SearchQuery query) {
        var moments = moments(query);
        return SearchRequest.of(request -> request.index(RecordingIndex.ALIAS)
                .from(query.page() * query.size())
                .size(query.size())
                .source(source -> source.fetch(false))
                .trackTotalHits(total -> total.enabled(false))
                // A recording is as good as its best page; its moments come from all of them.
                .collapse(collapse -> collapse.field(RECORDING)
                        .innerHits(pages ->
                                pages.name(PAGES).size(MOMENTS_PER_RECORDING).source(source -> source.fetch(false))))
                .query(all -> all.bool(bool -> bool.filter(filters(query))
                        .must(must -> must.nested(nested -> nested.path("moments")
                                .query(moments)
                                .scoreMode(ChildScoreMode.Max)
                                .innerHits(highlighted())))))
                .sort(sort -> sort.score(score -> score))
                .sort(sort -> sort.field(field -> field.field("startedAt").order(SortOrder.Desc)))
                .trackScores(true)
                .aggregations(
                        "rooms",
                        rooms -> rooms.terms(terms -> terms.field("room")
                                        .size(ROOMS)
                                        .order(NamedValue.of(RECORDINGS, SortOrder.Desc)))
                                .aggregations(RECORDINGS, distinct(3000)))
                .aggregations(RECORDINGS, distinct(EXACTLY_COUNTED))
                .aggregations(
                        "moments",
                        nested -> nested.nested(path -> path.path("moments"))
                                .aggregations(
                                        "matching",
                                        matching -> matching.filter(moments)
                                                .aggregations(
                                                        "sources",
                                                        sources -> sources.terms(terms -> terms.field("moments.source"))
                                                                .aggregations(
                                                                        "pages",
                                                                        back -> back.reverseNested(root -> root)
                                                                                .aggregations(
                                                                                        RECORDINGS,
                                                                                        distinct(EXACTLY_COUNTED)))))));
    }

    private static Aggregation distinct(int exactly) {
        return Aggregation.of(count ->
                count.cardinality(cardinality -> cardinality.field(RECORDING).precisionThreshold(exactly)));
    }

    private static List<Query> filters(SearchQuery query) {
        var filters = new ArrayList<Query>();
        filters.add(Query.of(q -> q.term(term -> term.field("findable").value(true))));
        Audience.heldBy(query.viewer()).ifPresent(held -> filters.add(anyOf("audience", held)));
        if (query.room() != null) {
            filters.add(Query.of(q -> q.term(term -> term.field("room").value(query.room()))));
        }
        if (query.from() != null || query.to() != null) {
            filters.add(Query.of(q -> q.range(range -> range.date(date -> {
                date.field("startedAt");
                if (query.from() != null) {
                    date.gte(query.from().toString());
                }
                if (query.to() != null) {
                    date.lt(query.to().toString());
                }
                return date;
            }))));
        }
        return filters;
    }

    private static Query anyOf(String field, Collection<String> values) {
        return Query.of(q -> q.terms(terms -> terms.field(field)
                .terms(any -> any.value(values.stream().map(FieldValue::of).toList()))));
    }

    private static Query moments(SearchQuery query) {
        return Query.of(q -> q.bool(bool -> {
            bool.must(words(query.text()));
            if (!query.sources().isEmpty()) {
                bool.filter(anyOf(
                        "moments.source",
                        query.sources().stream().map(Source::word).toList()));
            }
            return bool;
        }));
    }

    private static Query words(String text) {
        return Query.of(q -> q.bool(all -> all.must(SearchedText.of(text).parts().stream()
                .map(RecordingQueries::part)
                .toList())));
    }

    private static Query part(Part part) {
        var ways = new ArrayList<Query>();
        if (part.phrase()) {
            ways.add(Query.of(q -> q.matchPhrase(words -> words.field(TEXT).query(part.text()))));
            ways.add(Query.of(q -> q.matchPhrase(words -> words.field(LEMMAS).query(Lemmas.of(part.words())))));
        } else {
            ways.add(all(TEXT, part.text()));
            ways.add(all(LEMMAS, Lemmas.of(part.words())));
        }
        // A whole last word scores as itself, an unfinished one finds what it begins.
        if (part.open()) {
            ways.add(Query.of(q -> q.matchBoolPrefix(
                    words -> words.field(TEXT).query(part.text()).operator(Operator.And))));
            if (!part.words().isEmpty()) {
                ways.add(begun(part.words()));
            }
        }
        return Query.of(q -> q.bool(any -> any.should(ways).minimumShouldMatch("1")));
    }

    private static Query all(String field, String words) {
        return Query.of(q -> q.match(match -> match.field(field).query(words).operator(Operator.And)));
    }

    private static Query begun(List<Word> words) {
        var whole = words.subList(0, words.size() - 1);
        return Query.of(q -> q.bool(all -> {
            if (!whole.isEmpty()) {
                all.must(all(LEMMAS, Lemmas.of(whole)));
            }
            return all.must(last -> last.prefix(
                    prefix -> prefix.field(LEMMAS).value(words.getLast().plain())));
        }));
    }

    /** The whole text: {@link MarkedText} takes out of it what is shown. */
    private static InnerHits highlighted() {
        return InnerHits.of(inner -> inner.size(MOMENTS_PER_RECORDING)
                .highlight(highlight -> highlight
                        .type(HighlighterType.Unified)
                        .preTags(String.valueOf(MarkedText.BEGIN))
                        .postTags(String.valueOf(MarkedText.END))
                        .numberOfFragments(0)
                        .fields(NamedValue.of(
                                TEXT,
                                co.elastic.clients.elasticsearch.core.search.HighlightField.of(field -> field)))));
    }
}
