package org.lectorium.core.s3;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How to reach an S3 store.
 *
 * @param endpoint null for AWS itself
 * @param publicEndpoint where browsers reach the same bucket; null if they do not, then the application streams
 * @param pathStyle whether the bucket stands in the path; what everybody but AWS expects
 * @param alwaysChecksum the SDK's newer default, which Ceph, R2 and Google refuse; our own SHA-256 is kept in any case
 */
public record S3Settings(
        @Nullable URI endpoint,
        @Nullable URI publicEndpoint,
        String region,
        String bucket,
        String accessKey,
        String secretKey,
        boolean pathStyle,
        boolean alwaysChecksum) {}
