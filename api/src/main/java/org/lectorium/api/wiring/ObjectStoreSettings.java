package org.lectorium.api.wiring;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param endpoint null for the embedded store
 * @param publicEndpoint where browsers reach the same bucket; null if they do not
 */
@ConfigurationProperties("lectorium.s3")
record ObjectStoreSettings(
        @Nullable URI endpoint,
        @Nullable URI publicEndpoint,
        String region,
        String bucket,
        @Nullable String accessKey,
        @Nullable String secretKey,
        boolean pathStyle,
        boolean alwaysChecksum) {

    /** An empty variable is one that is not set. */
    ObjectStoreSettings {
        endpoint = endpoint == null || endpoint.toString().isEmpty() ? null : endpoint;
        publicEndpoint = publicEndpoint == null || publicEndpoint.toString().isEmpty() ? null : publicEndpoint;
        accessKey = accessKey == null || accessKey.isBlank() ? null : accessKey;
        secretKey = secretKey == null || secretKey.isBlank() ? null : secretKey;
    }
}
