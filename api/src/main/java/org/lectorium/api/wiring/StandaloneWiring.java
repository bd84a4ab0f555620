package org.lectorium.api.wiring;

import org.lectorium.standalone.DataDirectory;
import org.lectorium.standalone.EmbeddedDatabase;
import org.lectorium.standalone.EmbeddedObjectStore;
import org.lectorium.standalone.EmbeddedSearch;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The embedded servers. Each starts when somebody asks for it, and stops after all who did. */
@Configuration(proxyBeanMethods = false)
class StandaloneWiring {

    @Bean
    @Lazy
    DataDirectory dataDirectory(StandaloneSettings settings) {
        return DataDirectory.open(settings.dataDir(), settings.leastFree().toBytes());
    }

    @Bean
    @Lazy
    EmbeddedDatabase embeddedDatabase(DataDirectory data) {
        return EmbeddedDatabase.start(data.resolve("postgres"), data.resolve("cache/postgres"));
    }

    @Bean
    @Lazy
    EmbeddedObjectStore embeddedObjectStore(DataDirectory data) {
        return EmbeddedObjectStore.start(data.resolve("objects"));
    }

    @Bean
    @Lazy
    EmbeddedSearch embeddedSearch(DataDirectory data) {
        return EmbeddedSearch.start(data.resolve("elasticsearch"));
    }
}
