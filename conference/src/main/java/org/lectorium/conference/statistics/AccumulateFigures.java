package org.lectorium.conference.statistics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.lectorium.core.ArchiveFigures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes the figures of those days on which something changed, again and again until they stand still. Doing it twice
 * changes nothing.
 */
@Component
public class AccumulateFigures {

    private static final Logger log = LoggerFactory.getLogger(AccumulateFigures.class);

    private static final int BATCH = 20_000;
    /** Figures of today may be that old when somebody looks. */
    private static final Duration FRESH = Duration.ofSeconds(2);
    /** Transactions that began before others may end after them. */
    private static final Duration OVERLAP = Duration.ofHours(1);

    private final StatisticsTable table;
    private final ArchiveFigures archive;
    private final TransactionOperations transaction;
    private final Clock clock;
    private final ZoneId zone;
    private final AtomicReference<Instant> todayMadeAt = new AtomicReference<>(Instant.EPOCH);

    AccumulateFigures(
            StatisticsTable table,
            ArchiveFigures archive,
            TransactionOperations transaction,
            StatisticsSettings settings,
            Clock clock) {
        this.table = table;
        this.archive = archive;
        this.transaction = transaction;
        this.clock = clock;
        this.zone = settings.zoneId();
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT5S")
    void follow() {
        while (Boolean.TRUE.equals(transaction.execute(status -> table.tryLock() && next()))) {
            log.debug("More days have changed");
        }
    }

    /** Returns when all figures are right. */
    public void run() {
        boolean more;
        do {
            more = Boolean.TRUE.equals(transaction.execute(status -> {
                table.lock();
                return next();
            }));
        } while (more);
    }

    private boolean next() {
        var now = clock.instant();
        var changed = table.takeChanged(zone, now, BATCH);
        var days = new TreeSet<>(changed);
        days.addAll(table.daysUnderWay(zone, now));
        make(days, now);
        makeRecordings(now);
        return !changed.isEmpty();
    }

    /** Today's are asked for while they change: makes them, unless that was only just done. */
    void refreshToday() {
        var now = clock.instant();
        var before = todayMadeAt.get();
        if (before.plus(FRESH).isAfter(now) || !todayMadeAt.compareAndSet(before, now)) {
            return;
        }
        transaction.executeWithoutResult(status -> {
            table.lock();
            make(Set.of(LocalDate.ofInstant(now, zone)), now);
            makeRecordings(now);
        });
    }

    private void make(Collection<LocalDate> days, Instant now) {
        var sealedBefore = table.sealedBefore();
        days.stream()
                .filter(day -> sealedBefore == null || !day.isBefore(sealedBefore))
                .forEach(day -> table.save(table.read(day, zone).figures(now)));
    }

    private void makeRecordings(Instant now) {
        var since = table.recordingsSince();
        table.saveRecordings(
                archive.recordedOnDaysChangedSince(since == null ? Instant.EPOCH : since.minus(OVERLAP), zone), now);
    }
}
