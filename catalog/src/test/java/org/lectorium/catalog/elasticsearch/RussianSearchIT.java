package org.lectorium.catalog.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.Refresh;
import co.elastic.clients.json.jackson.Jackson3JsonpMapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.catalog.search.IndexedRecording;
import org.lectorium.catalog.search.IndexedRecording.IndexedMoment;
import org.lectorium.catalog.search.SearchQuery;
import org.lectorium.catalog.search.Source;
import org.lectorium.core.RecordingId;
import org.lectorium.core.UserId;
import org.lectorium.core.Viewer.Person;
import org.lectorium.standalone.EmbeddedSearch;

/** How many forms of Russian words are found, beside what Elasticsearch's own analyzer for Russian finds. */
class RussianSearchIT {

    private static final Person ADMIN = new Person(UserId.random(), true, Set.of());
    private static final String BUILT_IN = "built-in";

    /** What {@code russian} stands for in Elasticsearch's documentation; the embedded node has only its parts. */
    private static final String RUSSIAN_ANALYZER = """
            {
              "settings": {
                "number_of_replicas": 0,
                "analysis": {
                  "filter": {
                    "russian_stop": {"type": "stop", "stopwords": "_russian_"},
                    "russian_stemmer": {"type": "stemmer", "language": "russian"}
                  },
                  "analyzer": {
                    "built_in": {
                      "type": "custom",
                      "tokenizer": "standard",
                      "filter": ["lowercase", "russian_stop", "russian_stemmer"]
                    }
                  }
                }
              },
              "mappings": {"properties": {"text": {"type": "text", "analyzer": "built_in"}}}
            }
            """;

    @TempDir
    static Path data;

    private static EmbeddedSearch server;
    private static ElasticsearchClient client;

    private record Pair(String typed, String there) {}

    @BeforeAll
    static void start() {
        server = EmbeddedSearch.start(data);
        client = ElasticsearchClient.of(settings -> settings.host(server.url()).jsonMapper(new Jackson3JsonpMapper()));
        await().atMost(Duration.ofSeconds(90))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> client.cluster().health().clusterName() != null);
    }

    @AfterAll
    static void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void findsTheFormsOfAWordAndLeavesOtherWordsAlone() throws Exception {
        var forms = read("russian-inflections.txt");
        var others = read("russian-different-words.txt");
        assertThat(forms).hasSizeGreaterThanOrEqualTo(120);
        assertThat(others).hasSizeGreaterThanOrEqualTo(60);

        var ours = finder(index(forms), forms);
        var builtIn = builtIn(forms);
        var missed = forms.stream().filter(ours.negate()).toList();
        double recall = share(forms, ours);
        System.out.printf("Forms found: %.3f of %d%n", recall, forms.size());
        System.out.printf("  by the built-in analyzer: %.3f%n", share(forms, builtIn));
        System.out.println("  not found: " + missed);

        var oursOfOthers = finder(index(others), others);
        var mistaken = others.stream().filter(oursOfOthers).toList();
        double mistakes = share(others, oursOfOthers);
        System.out.printf("Other words mistaken: %.3f of %d%n", mistakes, others.size());
        System.out.printf("  by the built-in analyzer: %.3f%n", share(others, builtIn(others)));
        System.out.println("  mistaken: " + mistaken);

        assertThat(recall).isGreaterThanOrEqualTo(0.80);
    }

    private static double share(List<Pair> pairs, Predicate<Pair> found) {
        return (double) pairs.stream().filter(found).count() / pairs.size();
    }

    private static List<Pair> read(String resource) throws IOException {
        try (var in = Objects.requireNonNull(RussianSearchIT.class.getResourceAsStream("/" + resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .map(words -> new Pair(words[0], words[1]))
                    .toList();
        }
    }

    /** Each pair in a room of its own. */
    private static ElasticsearchSearchIndex index(List<Pair> pairs) {
        var index = new ElasticsearchSearchIndex(client);
        index.put(IntStream.range(0, pairs.size())
                .mapToObj(i -> new IndexedRecording(
                        RecordingId.random(),
                        1,
                        true,
                        pairs.hashCode() + "-" + i,
                        Instant.EPOCH,
                        Set.of(),
                        List.of(new IndexedMoment(
                                Source.CHAT, 0, null, pairs.get(i).there()))))
                .toList());
        await().until(() -> index.search(query(pairs.getLast().there(), room(pairs, pairs.getLast())))
                        .total()
                == 1);
        return index;
    }

    private static Predicate<Pair> finder(ElasticsearchSearchIndex index, List<Pair> pairs) {
        // In quotes, so that it counts as finished: its forms are to be found, not what begins like it.
        return pair -> index.search(query("\"" + pair.typed() + "\"", room(pairs, pair)))
                        .total()
                > 0;
    }

    private static String room(List<Pair> pairs, Pair pair) {
        return pairs.hashCode() + "-" + pairs.indexOf(pair);
    }

    private static SearchQuery query(String text, String room) {
        return new SearchQuery(ADMIN, text, room, null, null, Set.of(), 0, 1);
    }

    private static Predicate<Pair> builtIn(List<Pair> pairs) throws IOException {
        client.indices().delete(delete -> delete.index(BUILT_IN).ignoreUnavailable(true));
        client.indices()
                .create(create ->
                        create.withJson(new StringReader(RUSSIAN_ANALYZER)).index(BUILT_IN));
        client.bulk(bulk -> {
            pairs.forEach(pair -> bulk.operations(operation -> operation.index(put -> put.index(BUILT_IN)
                    .id(Integer.toString(pairs.indexOf(pair)))
                    .document(Map.of("text", pair.there())))));
            return bulk.refresh(Refresh.True);
        });
        return pair -> {
            try {
                return client.count(count -> count.index(BUILT_IN)
                                        .query(query -> query.bool(both -> both.must(words -> words.match(match ->
                                                        match.field("text").query(pair.typed())))
                                                .filter(id -> id.ids(
                                                        ids -> ids.values(Integer.toString(pairs.indexOf(pair))))))))
                                .count()
                        > 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
