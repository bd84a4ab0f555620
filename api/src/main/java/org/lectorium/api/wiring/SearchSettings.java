package org.lectorium.api.wiring;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** @param url null for the embedded node */
@ConfigurationProperties("lectorium.elasticsearch")
record SearchSettings(
        @Nullable URI url,
        @Nullable String username,
        @Nullable String password) {

    /** An empty variable is one that is not set. */
    SearchSettings {
        url = url == null || url.toString().isEmpty() ? null : url;
        username = username == null || username.isBlank() ? null : username;
    }
}
