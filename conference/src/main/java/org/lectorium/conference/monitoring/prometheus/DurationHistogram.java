package org.lectorium.conference.monitoring.prometheus;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import org.lectorium.conference.monitoring.Figures;
import org.lectorium.conference.statistics.Durations;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * How long conferences were. Micrometer counts in a histogram only what the process itself saw; this one is the same on
 * every node, and after every restart.
 */
@Component
class DurationHistogram implements Collector {

    private static final String NAME = "lectorium_conference_duration_seconds";

    private final Figures figures;

    DurationHistogram(Figures figures, ObjectProvider<PrometheusRegistry> registry) {
        this.figures = figures;
        registry.ifAvailable(available -> available.register(this));
    }

    @Override
    public HistogramSnapshot collect() {
        var counts = figures.durations();
        var buckets = ClassicHistogramBuckets.builder();
        for (int index = 0; index <= Durations.UP_TO.size(); index++) {
            double upTo =
                    index < Durations.UP_TO.size() ? Durations.UP_TO.get(index).toSeconds() : Double.POSITIVE_INFINITY;
            buckets.bucket(upTo, index < counts.size() ? counts.get(index) : 0);
        }
        return HistogramSnapshot.builder()
                .name(NAME)
                .help("How long the conferences were that have ended")
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(buckets.build())
                        .sum(figures.durationSeconds())
                        .build())
                .build();
    }

    @Override
    public String getPrometheusName() {
        return NAME;
    }
}
