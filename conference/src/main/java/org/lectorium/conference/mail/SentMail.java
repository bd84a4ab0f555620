package org.lectorium.conference.mail;

import java.time.Instant;
import java.util.UUID;
import org.lectorium.core.UserId;

/**
 * A mail to everybody who was in a conference.
 *
 * @param recipients how many there are; sent and failed are those that are done
 */
public record SentMail(
        UUID id,
        int conference,
        UserId sender,
        Instant at,
        String subject,
        String text,
        int recipients,
        int sent,
        int failed) {

    /** As it is written in the API. */
    public String status() {
        if (sent + failed < recipients) {
            return "sending";
        }
        return sent == 0 ? "failed" : "sent";
    }
}
