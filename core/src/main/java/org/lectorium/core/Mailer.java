package org.lectorium.core;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sends mail to people who need no account. */
public interface Mailer {

    /** Whether there is a way to send any. */
    boolean isOn();

    /** Where people reach a page of ours, by the settings and never by a request; only while {@link #isOn}. */
    URI link(String path);

    /**
     * Returns when the mail server has taken the mail.
     *
     * @throws ProblemException if mail is off, or in scope {@link ProblemScope#ENVIRONMENT} if the server does not take it
     */
    void send(String to, String subject, String text, List<Attachment> attachments);

    /**
     * When a mail that waits goes once more.
     *
     * @param tries that were in vain before
     * @return empty if it is given up
     */
    static Optional<Duration> retryAfter(ProblemException failure, int tries) {
        int mostTries = 5;
        return failure.key().scope() == ProblemScope.ENVIRONMENT && tries + 1 < mostTries
                ? Optional.of(Duration.ofMinutes(1L << tries))
                : Optional.empty();
    }

    /** @param contentType with its parameters, such as {@code text/calendar; method=PUBLISH} */
    record Attachment(String name, String contentType, byte[] bytes) {}
}
