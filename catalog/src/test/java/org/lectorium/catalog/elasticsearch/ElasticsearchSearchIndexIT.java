package org.lectorium.catalog.elasticsearch;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.Jackson3JsonpMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.catalog.CatalogProblem;
import org.lectorium.catalog.search.SearchIndex;
import org.lectorium.catalog.search.SearchIndexContract;
import org.lectorium.core.ProblemException;
import org.lectorium.standalone.EmbeddedSearch;

class ElasticsearchSearchIndexIT extends SearchIndexContract {

    @TempDir
    static Path data;

    private static EmbeddedSearch server;
    private static ElasticsearchClient client;

    @BeforeAll
    static void start() {
        server = EmbeddedSearch.start(data);
        client = connect(server.url());
        await().atMost(Duration.ofSeconds(90))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> client.cluster().health().clusterName() != null);
    }

    @AfterAll
    static void stop() throws IOException {
        client.close();
        server.close();
    }

    private static ElasticsearchClient connect(URI url) {
        return ElasticsearchClient.of(settings -> settings.host(url).jsonMapper(new Jackson3JsonpMapper()));
    }

    @Override
    protected SearchIndex index() {
        return new ElasticsearchSearchIndex(client);
    }

    @Test
    void saysThatItIsAwayWhenItIs() {
        var away = new ElasticsearchSearchIndex(connect(URI.create("http://127.0.0.1:1")));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(away::state)
                .extracting(ProblemException::key)
                .isEqualTo(CatalogProblem.SEARCH_UNAVAILABLE);
    }
}
