package org.lectorium.api.wiring;

import org.lectorium.core.MediaStore;
import org.lectorium.core.s3.S3MediaStore;
import org.lectorium.core.s3.S3Settings;
import org.lectorium.standalone.EmbeddedObjectStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MediaStoreWiring {

    @Bean
    MediaStore mediaStore(ObjectStoreSettings settings, ObjectProvider<EmbeddedObjectStore> embedded) {
        return new S3MediaStore(
                settings.endpoint() == null ? embedded(settings, embedded.getObject()) : external(settings));
    }

    private static S3Settings embedded(ObjectStoreSettings settings, EmbeddedObjectStore store) {
        return new S3Settings(
                store.endpoint(),
                null,
                "us-east-1",
                settings.bucket(),
                store.accessKey(),
                store.secretKey(),
                true,
                false);
    }

    private static S3Settings external(ObjectStoreSettings settings) {
        if (settings.accessKey() == null || settings.secretKey() == null) {
            throw new IllegalStateException(
                    "LECTORIUM_S3_ENDPOINT is set, so LECTORIUM_S3_ACCESS_KEY and LECTORIUM_S3_SECRET_KEY must be, too.");
        }
        return new S3Settings(
                settings.endpoint(),
                settings.publicEndpoint(),
                settings.region(),
                settings.bucket(),
                settings.accessKey(),
                settings.secretKey(),
                settings.pathStyle(),
                settings.alwaysChecksum());
    }
}
