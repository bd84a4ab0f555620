package org.lectorium.conference.monitoring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.lectorium.conference.monitoring.Figures.Snapshot;
import org.lectorium.conference.recorders.Recorder.State;
import org.springframework.stereotype.Component;

/** What monitoring systems see; docs/operations.md explains the names, and the dashboard uses them. */
@Component
class LectoriumMetrics implements MeterBinder {

    private static final List<String> STATUSES = List.of(
            "expected", "missing", "receiving", "stored", "processing", "watchable", "published", "failed", "trashed");

    private final Figures figures;

    LectoriumMetrics(Figures figures) {
        this.figures = figures;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        gauge(
                meters,
                "lectorium.conferences.live",
                "Conferences that go on",
                now -> now.counts().conferences());
        gauge(
                meters,
                "lectorium.conferences.recording",
                "Of these, those that are recorded",
                now -> now.counts().recording());
        gauge(
                meters,
                "lectorium.people.live",
                "People in conferences",
                now -> now.counts().accounts(),
                "kind",
                "account");
        gauge(
                meters,
                "lectorium.people.live",
                "People in conferences",
                now -> now.counts().guests(),
                "kind",
                "guest");
        counter(
                meters,
                "lectorium.conferences.started",
                "Conferences that began",
                now -> now.sums().conferences());
        counter(
                meters,
                "lectorium.conferences.ended",
                "Conferences that ended",
                now -> now.sums().ended());
        counter(
                meters,
                "lectorium.joins",
                "Times that somebody joined a conference",
                now -> now.sums().joins());
        counter(
                meters,
                "lectorium.messages",
                "Messages that were written",
                now -> now.sums().messages());
        counter(
                meters,
                "lectorium.person.seconds",
                "Time that people spent in conferences",
                now -> now.sums().personSeconds());
        callbacks(meters);
        for (String status : STATUSES) {
            gauge(
                    meters,
                    "lectorium.recordings",
                    "Recordings by status",
                    now -> now.recordings().getOrDefault(status, 0L),
                    "status",
                    status);
        }
        for (State state : State.values()) {
            gauge(
                    meters,
                    "lectorium.recorders",
                    "Recorders by state",
                    now -> now.recorders().getOrDefault(state, 0L),
                    "state",
                    state.name().toLowerCase(Locale.ROOT));
        }
        queue(meters, "waiting", Snapshot::waiting);
        queue(meters, "running", Snapshot::running);
        queue(meters, "failed", now -> now.recordings().getOrDefault("failed", 0L));
        gauge(
                meters,
                "lectorium.index.backlog",
                "Changes that the search index has yet to learn",
                Snapshot::indexBacklog);
    }

    private void callbacks(MeterRegistry meters) {
        counter(
                meters,
                "lectorium.callback.events",
                "Events that Prosody told",
                now -> now.counts().events());
        gauge(
                meters,
                "lectorium.callback.missing",
                "Events that were sent and did not arrive",
                now -> now.counts().missing());
        gauge(
                meters,
                "lectorium.callback.dropped",
                "Events that Prosody's module says it lost",
                now -> now.counts().dropped());
        gauge(
                meters,
                "lectorium.derivation.backlog",
                "Conferences whose events are not yet understood",
                now -> now.counts().waiting());
    }

    private void queue(MeterRegistry meters, String state, ToDoubleFunction<Snapshot> figure) {
        gauge(meters, "lectorium.queue", "Recordings to be processed", figure, "state", state);
    }

    private void gauge(
            MeterRegistry meters, String name, String description, ToDoubleFunction<Snapshot> figure, String... tags) {
        Gauge.builder(name, figures, all -> all.value(figure))
                .description(description)
                .tags(tags)
                .register(meters);
    }

    private void counter(MeterRegistry meters, String name, String description, ToDoubleFunction<Snapshot> figure) {
        FunctionCounter.builder(name, figures, all -> all.count(figure))
                .description(description)
                .register(meters);
    }
}
