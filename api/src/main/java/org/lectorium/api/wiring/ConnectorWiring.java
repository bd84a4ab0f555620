package org.lectorium.api.wiring;

import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ConnectorWiring {

    /**
     * Tomcat's 8 KiB make a gigabyte 131,072 reads. A connection holds two such buffers, and hundreds of slow uploads have
     * to fit into a small heap: 64 KiB were no faster, see docs/benchmarks.md.
     */
    private static final int READ_BYTES = 32 << 10;

    @Bean
    TomcatConnectorCustomizer readsInLargePieces() {
        return connector -> connector.setProperty("socket.appReadBufSize", Integer.toString(READ_BYTES));
    }
}
