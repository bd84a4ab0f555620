package org.lectorium.catalog.elasticsearch;

import static org.assertj.core.api.Assumptions.assumeThat;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.Jackson3JsonpMapper;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.lectorium.catalog.search.SearchIndex;
import org.lectorium.catalog.search.SearchIndexContract;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** The contract against the image of docker-compose.yml. */
@Tag("containers")
class ContainerElasticsearchSearchIndexIT extends SearchIndexContract {

    private static final int PORT = 9200;

    private static @Nullable GenericContainer<?> server;
    private static @Nullable ElasticsearchClient client;

    @BeforeAll
    @SuppressWarnings("resource") // stopped below
    static void start() {
        assumeThat(DockerClientFactory.instance().isDockerAvailable())
                .as("a Docker engine")
                .isTrue();
        var container = new GenericContainer<>(
                        DockerImageName.parse("docker.elastic.co/elasticsearch/elasticsearch:9.5.3"))
                .withEnv("discovery.type", "single-node")
                .withEnv("xpack.security.enabled", "false")
                .withEnv("ES_JAVA_OPTS", "-Xms512m -Xmx512m")
                .withExposedPorts(PORT)
                .waitingFor(Wait.forHttp("/_cluster/health").forPort(PORT));
        container.start();
        server = container;
        client = ElasticsearchClient.of(
                settings -> settings.host("http://" + container.getHost() + ":" + container.getMappedPort(PORT))
                        .jsonMapper(new Jackson3JsonpMapper()));
    }

    @AfterAll
    static void stop() throws IOException {
        if (client != null && server != null) {
            client.close();
            server.stop();
        }
    }

    @Override
    protected SearchIndex index() {
        return new ElasticsearchSearchIndex(Objects.requireNonNull(client));
    }
}
