package org.lectorium.conference.mail;

import java.time.Clock;
import java.util.List;
import org.lectorium.core.Mailer;
import org.lectorium.core.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Sends what waits, one address at a time. Who died in between may send one mail twice, and leaves none out. */
@Component
class SendMails {

    private static final Logger log = LoggerFactory.getLogger(SendMails.class);

    private final MailsTable mails;
    private final Mailer mailer;
    private final TransactionOperations transaction;
    private final Clock clock;

    SendMails(MailsTable mails, Mailer mailer, TransactionOperations transaction, Clock clock) {
        this.mails = mails;
        this.mailer = mailer;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A node without a mail server leaves them to the others. */
    @Scheduled(fixedDelay = 1000)
    void send() {
        while (mailer.isOn() && Boolean.TRUE.equals(transaction.execute(status -> sendNext()))) {
            log.debug("Sent a mail");
        }
    }

    private boolean sendNext() {
        var next = mails.next(clock.instant());
        next.ifPresent(waiting -> {
            try {
                mailer.send(
                        waiting.email(),
                        waiting.mail().subject(),
                        waiting.mail().text(),
                        List.of());
                mails.sent(waiting);
            } catch (ProblemException e) {
                // Without the address: logs are kept longer than people are.
                log.warn(
                        "A mail about conference {} was not taken: {}",
                        waiting.mail().conference(),
                        e.getMessage());
                Mailer.retryAfter(e, waiting.tries())
                        .ifPresentOrElse(
                                later -> mails.retry(waiting, clock.instant(), later), () -> mails.failed(waiting));
            }
        });
        return next.isPresent();
    }
}
