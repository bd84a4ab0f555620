package org.lectorium.api.wiring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param url a JDBC address; null for the embedded server
 * @param poolSize connections that one node opens at most
 */
@ConfigurationProperties("lectorium.database")
record DatabaseSettings(
        @Nullable String url,
        @Nullable String username,
        @Nullable String password,
        int poolSize) {

    /** An empty variable is one that is not set. */
    DatabaseSettings {
        url = url == null || url.isBlank() ? null : url;
    }
}
