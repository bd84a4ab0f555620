package org.lectorium.catalog;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.lectorium.core.Mailer;
import org.lectorium.core.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes to the owners of rooms and to administrators that a recording has not come, one address at a time. In both
 * languages, since nobody asked for it in one of them.
 */
@Component
class TellOfMissing {

    private static final Logger log = LoggerFactory.getLogger(TellOfMissing.class);

    private final ExpectedTable table;
    private final RecordingsTable recordings;
    private final Mailer mailer;
    private final TransactionOperations transaction;
    private final Clock clock;

    TellOfMissing(
            ExpectedTable table,
            RecordingsTable recordings,
            Mailer mailer,
            TransactionOperations transaction,
            Clock clock) {
        this.table = table;
        this.recordings = recordings;
        this.mailer = mailer;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A node without a mail server leaves them to the others. */
    @Scheduled(fixedDelay = 5_000)
    void send() {
        while (mailer.isOn() && Boolean.TRUE.equals(transaction.execute(status -> sendNext()))) {
            log.debug("Told somebody that a recording is missing");
        }
    }

    private boolean sendNext() {
        var next = table.nextTelling(clock.instant());
        next.ifPresent(telling -> {
            try {
                mailer.send(telling.email(), subject(telling.expected()), text(telling.expected()), List.of());
                table.told(telling);
            } catch (ProblemException e) {
                // Without the address: logs are kept longer than people are.
                log.warn("A mail about a missing recording was not taken: {}", e.getMessage());
                Mailer.retryAfter(e, telling.tries())
                        .ifPresentOrElse(
                                later -> table.retry(telling, clock.instant(), later), () -> table.told(telling));
            }
        });
        return next.isPresent();
    }

    private String subject(Expected expected) {
        return text(expected, Locale.of("ru"), "subject") + " / " + text(expected, Locale.ROOT, "subject");
    }

    private String text(Expected expected) {
        return text(expected, Locale.of("ru"), "text") + "\n\n" + text(expected, Locale.ROOT, "text") + "\n\n"
                + mailer.link("/archive/" + expected.card());
    }

    private String text(Expected expected, Locale locale, String key) {
        var title = recordings.find(expected.card()).map(Recording::title).orElse("");
        var ended = expected.run().endedAt();
        var texts = ResourceBundle.getBundle(
                "missing",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return texts.getString(key)
                .replace("{title}", title)
                .replace(
                        "{endedAt}",
                        ended == null
                                ? ""
                                : ended.truncatedTo(ChronoUnit.MINUTES).toString());
    }
}
