package org.lectorium.ingest;

import org.lectorium.ingest.tus.UploadSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({IngestSettings.class, UploadSettings.class})
class IngestConfiguration {

    @Bean
    Spool spool(IngestSettings settings) {
        return new Spool(settings.spool(), settings.reserveBytes());
    }
}
