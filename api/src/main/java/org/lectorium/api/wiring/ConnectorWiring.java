package org.lectorium.api.wiring;

import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ConnectorWiring {

    /**
     * Tomcat's 8 KiB make a gigabyte 131,072 reads, which cost an upload more than its hash. A connection holds two of
     * these, and 500 slow ones have to fit into a small heap: larger ones gain nothing more.
     */
    private static final int READ_BYTES = 32 << 10;

    @Bean
    TomcatConnectorCustomizer readsInLargePieces() {
        return connector -> connector.setProperty("socket.appReadBufSize", Integer.toString(READ_BYTES));
    }
}
