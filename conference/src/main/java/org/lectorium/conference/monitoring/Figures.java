package org.lectorium.conference.monitoring;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.lectorium.conference.monitoring.MonitoringTable.Counts;
import org.lectorium.conference.recorders.Recorder.State;
import org.lectorium.conference.recorders.RecordersTable;
import org.lectorium.conference.statistics.RoomScope.Everything;
import org.lectorium.conference.statistics.StatisticsTable;
import org.lectorium.conference.statistics.StatisticsTable.Sums;
import org.lectorium.core.ArchiveFigures;
import org.lectorium.core.ProcessingState;
import org.springframework.stereotype.Component;

/**
 * The figures behind the metrics. They come from the database, so that every node of an installation tells the same, and
 * are a few seconds old at most, so that a scrape costs a handful of queries however many metrics there are.
 */
@Component
public class Figures {

    private static final Duration VALIDITY = Duration.ofSeconds(3);

    /**
     * @param durations how many conferences were how long
     */
    record Snapshot(
            Counts counts,
            Sums sums,
            List<Long> durations,
            Map<State, Long> recorders,
            Map<String, Long> recordings,
            long indexBacklog,
            long waiting,
            long running) {}

    private final Lately<Snapshot> snapshot;

    Figures(
            MonitoringTable monitoring,
            StatisticsTable statistics,
            RecordersTable recorders,
            ArchiveFigures archive,
            ProcessingState processing,
            Clock clock) {
        this.snapshot = new Lately<>(
                VALIDITY,
                () -> new Snapshot(
                        monitoring.counts(),
                        statistics.sums(new Everything()),
                        statistics.durations(),
                        recorders.all().stream()
                                .map(recorder -> recorder.state(clock.instant()))
                                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())),
                        archive.byStatus(),
                        archive.waitingForIndex(),
                        processing.waiting(),
                        processing.running()));
    }

    /** Not a number while the database never could be asked. */
    double value(ToDoubleFunction<Snapshot> figure) {
        var now = snapshot.get();
        return now == null ? Double.NaN : figure.applyAsDouble(now);
    }

    /** As {@link #value}, but 0: a counter begins there. */
    double count(ToDoubleFunction<Snapshot> figure) {
        var now = snapshot.get();
        return now == null ? 0 : figure.applyAsDouble(now);
    }

    /** In the order of {@link org.lectorium.conference.statistics.Durations#UP_TO}; empty while none has ended. */
    public List<Long> durations() {
        var now = snapshot.get();
        return now == null ? List.of() : now.durations();
    }

    /** How long all conferences that have ended were, added up. */
    public double durationSeconds() {
        return count(now -> now.sums().endedSeconds());
    }
}
