package org.lectorium.conference.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

public interface MailsTable {

    void add(SentMail mail, Collection<String> recipients);

    /** Newest first. */
    List<SentMail> of(int conference);

    /** One of those that have to go now, for the caller alone until its transaction ends. */
    Optional<Waiting> next(Instant now);

    /** @param tries that were in vain */
    record Waiting(SentMail mail, String email, int tries) {}

    void sent(Waiting waiting);

    void failed(Waiting waiting);

    void retry(Waiting waiting, Instant now, Duration later);
}
