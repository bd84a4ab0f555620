package org.lectorium.conference.retention;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.lectorium.conference.statistics.AccumulateFigures;
import org.lectorium.conference.statistics.StatisticsSettings;
import org.lectorium.conference.statistics.StatisticsTable;
import org.lectorium.core.Expiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Forgets what has been kept for long enough, every night, in small steps of which each is a transaction: wherever it
 * stops, it goes on there. The figures are made first and sealed, so that statistics stay as they were.
 */
@Component
public class ApplyRetention {

    private static final Logger log = LoggerFactory.getLogger(ApplyRetention.class);

    private static final int BATCH = 2000;

    private final List<Expiring> expiring;
    private final AccumulateFigures figures;
    private final StatisticsTable statistics;
    private final RetentionSettings settings;
    private final RetentionLock lock;
    private final TransactionOperations transaction;
    private final Clock clock;
    private final ZoneId zone;

    public ApplyRetention(
            List<Expiring> expiring,
            AccumulateFigures figures,
            StatisticsTable statistics,
            RetentionSettings settings,
            RetentionLock lock,
            TransactionOperations transaction,
            StatisticsSettings days,
            Clock clock) {
        this.expiring = List.copyOf(expiring);
        this.figures = figures;
        this.statistics = statistics;
        this.settings = settings;
        this.lock = lock;
        this.transaction = transaction;
        this.clock = clock;
        this.zone = days.zoneId();
    }

    @Scheduled(cron = "0 40 3 * * *", zone = "${lectorium.conference.zone:}")
    public void run() {
        var now = clock.instant().atZone(zone);
        settings.wholeSince(now).ifPresent(since -> {
            figures.run();
            transaction.executeWithoutResult(status -> statistics.sealBefore(since.toLocalDate()));
        });
        for (Expiring data : expiring) {
            settings.horizon(data.kind(), now).ifPresent(horizon -> expire(data, horizon.toInstant()));
        }
    }

    private void expire(Expiring data, Instant before) {
        long gone = 0;
        int step;
        do {
            Integer done = transaction.execute(status -> lock.tryLock() ? data.expire(before, BATCH) : 0);
            step = done == null ? 0 : done;
            gone += step;
        } while (step > 0);
        if (gone > 0) {
            log.info("Forgot {} of {}, all before {}", gone, data.kind(), before);
        }
    }
}
