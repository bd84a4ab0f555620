package org.lectorium.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedSearchIT {

    private static final Duration START = Duration.ofSeconds(90);

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path temp;

    @Test
    void indexesRussianAndEnglishAndComesBackWhenItIsKilled() throws Exception {
        try (var search = EmbeddedSearch.start(temp)) {
            await().atMost(START).until(() -> isUp(search));
            send(search, "PUT", "/lectures", """
                    {"settings": {"number_of_replicas": 0, "analysis": {
                       "char_filter": {"yo": {"type": "mapping", "mappings": ["ё => е"]}},
                       "filter": {"ru": {"type": "stemmer", "language": "russian"},
                                  "en": {"type": "stemmer", "language": "english"}},
                       "analyzer": {"words": {"type": "custom", "char_filter": ["yo"], "tokenizer": "standard",
                                              "filter": ["lowercase", "ru", "en"]}}}},
                     "mappings": {"properties": {"text": {"type": "text", "analyzer": "words"}}}}""");
            send(search, "PUT", "/lectures/_doc/1?refresh=true", "{\"text\": \"Лекции о полётах and running\"}");
            assertThat(find(search, "лекция полет run")).contains("\"value\":1");

            var children = ProcessHandle.current()
                    .descendants()
                    .filter(child -> child.info().commandLine().orElse("").contains(temp.toString()))
                    .toList();
            assertThat(children).hasSize(1);
            children.getFirst().destroyForcibly();
            children.getFirst().onExit().get();

            await().atMost(START).until(() -> isUp(search));
            await().atMost(START)
                    .ignoreExceptions()
                    .until(() -> find(search, "лекциями").contains("\"value\":1"));
        }
        assertThat(List.of(ProcessHandle.current()
                        .descendants()
                        .filter(child -> child.info().commandLine().orElse("").contains(temp.toString()))
                        .toArray()))
                .isEmpty();
    }

    private boolean isUp(EmbeddedSearch search) throws InterruptedException {
        try {
            return send(search, "GET", "/_cluster/health", "").contains("\"status\"");
        } catch (IOException e) {
            return false;
        }
    }

    private String find(EmbeddedSearch search, String words) throws IOException, InterruptedException {
        return send(
                search,
                "POST",
                "/lectures/_search",
                "{\"query\": {\"match\": {\"text\": {\"query\": \"%s\", \"operator\": \"and\"}}}}".formatted(words));
    }

    private String send(EmbeddedSearch search, String method, String path, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(search.url() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .build();
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
        return response.body();
    }
}
