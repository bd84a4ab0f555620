package org.lectorium.core;

import java.time.Instant;

/** Personal data of one kind that may be kept for a limited time only. Implemented by whoever keeps it. */
public interface Expiring {

    enum Kind {
        /** What was written. */
        CHAT,
        /** Who was where. */
        ATTENDANCE,
        /** What Prosody told, word by word. */
        EVENTS,
        /** Who did what. */
        AUDIT,
        /** Under which names guests came in with passes. */
        PASSES,
        /** Who agreed to what. */
        CONSENTS,
        /** What was written to participants by mail. */
        MAILS,
        /** What people said of conferences afterwards. */
        FEEDBACK
    }

    Kind kind();

    /**
     * Forgets some of what is older, in the running transaction.
     *
     * @param most how much at once, about
     * @return how much; 0 once there is nothing left
     */
    int expire(Instant before, int most);
}
