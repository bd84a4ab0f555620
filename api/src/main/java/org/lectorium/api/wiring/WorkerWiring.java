package org.lectorium.api.wiring;

import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.quartz.autoconfigure.SchedulerFactoryBeanCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WorkerWiring {

    private static final String WORKER = "worker";

    /** Every node adds to the queue; only workers take from it. */
    @Bean
    SchedulerFactoryBeanCustomizer onlyWorkersProcess(@Value("${lectorium.roles}") Set<String> roles) {
        return scheduler -> scheduler.setAutoStartup(roles.contains(WORKER));
    }
}
