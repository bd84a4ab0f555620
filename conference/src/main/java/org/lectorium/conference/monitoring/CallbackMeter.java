package org.lectorium.conference.monitoring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts what callbacks told this node and the database does not keep. */
@Component
public class CallbackMeter {

    private final Counter duplicates;

    CallbackMeter(MeterRegistry meters) {
        duplicates = Counter.builder("lectorium.callback.duplicates")
                .description("Events that were told before, on this node")
                .register(meters);
    }

    /** @param events that were known already */
    public void countDuplicates(int events) {
        duplicates.increment(events);
    }
}
