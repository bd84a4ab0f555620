package org.lectorium.catalog.elasticsearch;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.ChildScoreMode;
import co.elastic.clients.elasticsearch._types.query_dsl.Operator;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch._types.query_dsl.SimpleQueryStringFlag;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.search.HighlighterEncoder;
import co.elastic.clients.elasticsearch.core.search.HighlighterType;
import co.elastic.clients.elasticsearch.core.search.InnerHits;
import co.elastic.clients.util.NamedValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.lectorium.catalog.access.Audience;
import org.lectorium.catalog.search.SearchQuery;
import org.lectorium.catalog.search.Source;

/** Says a {@link SearchQuery} in Elasticsearch's words. */
final class RecordingQueries {

    private static final int MOMENTS_PER_RECORDING = 5;
    private static final int FRAGMENT_LENGTH = 160;
    private static final int ROOMS = 50;

    private RecordingQueries() {}

    static SearchRequest request(SearchQuery query) {
        var moments = moments(query);
        return SearchRequest.of(request -> request.index(RecordingIndex.ALIAS)
                .from(query.page() * query.size())
                .size(query.size())
                .source(source -> source.fetch(false))
                .trackTotalHits(total -> total.enabled(true))
                .query(all -> all.bool(bool -> bool.filter(filters(query))
                        .must(must -> must.nested(nested -> nested.path("moments")
                                .query(moments)
                                .scoreMode(ChildScoreMode.Max)
                                .innerHits(highlighted())))))
                .sort(sort -> sort.score(score -> score))
                .sort(sort -> sort.field(field ->
                        field.field("startedAt").order(co.elastic.clients.elasticsearch._types.SortOrder.Desc)))
                .trackScores(true)
                .aggregations(
                        "rooms",
                        rooms -> rooms.terms(terms -> terms.field("room").size(ROOMS)))
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
                                                                        "recordings",
                                                                        back -> back.reverseNested(root -> root))))));
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
        if (text.contains("\"")) {
            return Query.of(q -> q.simpleQueryString(words -> words.fields("moments.text")
                    .query(text)
                    .defaultOperator(Operator.And)
                    .flags(SimpleQueryStringFlag.Phrase, SimpleQueryStringFlag.Whitespace)));
        }
        // A whole last word scores as itself, an unfinished one finds what it begins.
        return Query.of(q -> q.bool(either -> either.should(whole -> whole.match(
                        match -> match.field("moments.text").query(text).operator(Operator.And)))
                .should(begun -> begun.matchBoolPrefix(
                        prefix -> prefix.field("moments.text").query(text).operator(Operator.And)))
                .minimumShouldMatch("1")));
    }

    private static InnerHits highlighted() {
        return InnerHits.of(inner -> inner.size(MOMENTS_PER_RECORDING)
                .highlight(highlight -> highlight
                        .encoder(HighlighterEncoder.Html)
                        .type(HighlighterType.Unified)
                        .preTags("<mark>")
                        .postTags("</mark>")
                        .numberOfFragments(1)
                        .fragmentSize(FRAGMENT_LENGTH)
                        .noMatchSize(FRAGMENT_LENGTH)
                        .fields(NamedValue.of(
                                "moments.text",
                                co.elastic.clients.elasticsearch.core.search.HighlightField.of(field -> field)))));
    }
}
