package org.lectorium.api.wiring;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.Jackson3JsonpMapper;
import java.net.URI;
import org.lectorium.catalog.elasticsearch.ElasticsearchSearchIndex;
import org.lectorium.catalog.search.SearchIndex;
import org.lectorium.standalone.EmbeddedSearch;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SearchWiring {

    @Bean
    ElasticsearchClient elasticsearchClient(SearchSettings settings, ObjectProvider<EmbeddedSearch> embedded) {
        URI url = settings.url() == null ? embedded.getObject().url() : settings.url();
        return ElasticsearchClient.of(client -> {
            client.host(url).jsonMapper(new Jackson3JsonpMapper());
            return settings.username() == null || settings.password() == null
                    ? client
                    : client.usernameAndPassword(settings.username(), settings.password());
        });
    }

    @Bean
    SearchIndex searchIndex(ElasticsearchClient client) {
        return new ElasticsearchSearchIndex(client);
    }
}
