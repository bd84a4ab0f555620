package org.lectorium.core;

import java.time.Duration;

/** Keeps anybody from doing something too often, over all nodes together. */
public interface Limits {

    /**
     * Counts one more.
     *
     * @param subject whom to count for: an address, a name, an id
     * @throws ProblemException if it is one too many; says how long to wait
     */
    void count(Limit limit, String subject);

    /** Takes one back: it was none of those that are limited. */
    void giveBack(Limit limit, String subject);

    enum Limit {
        /** Failed sign-ins from an address, whatever the names. */
        SIGN_IN_ADDRESS(30, Duration.ofMinutes(10)),
        /** Failed sign-ins under a name, wherever from. */
        SIGN_IN_NAME(10, Duration.ofMinutes(10)),
        PASSWORD_RESET(5, Duration.ofHours(1)),
        /** Wrong passwords of one share link, wherever from. */
        SHARE_PASSWORD(10, Duration.ofMinutes(10)),
        /** Share links that one address tries in vain. */
        SHARE_TRIED(60, Duration.ofMinutes(10)),
        /** Invitations that one address tries in vain. */
        INVITATION(30, Duration.ofMinutes(10)),
        /** Passes that one address tries in vain. */
        PASS_TRIED(60, Duration.ofMinutes(10)),
        /** Invitations to passes that one person has sent. */
        PASS_SENT(200, Duration.ofHours(1)),
        /** Tokens for conferences that one person, or one address, has made; a whole lecture hall can have one address. */
        JOIN(600, Duration.ofMinutes(10)),
        SEARCH(120, Duration.ofMinutes(1)),
        DOWNLOAD(120, Duration.ofMinutes(10)),
        UPLOAD(600, Duration.ofHours(1)),
        FEEDBACK(60, Duration.ofHours(1)),
        /** Mails to everybody in a conference. */
        CONFERENCE_MAIL(20, Duration.ofHours(1));

        private final int times;
        private final Duration window;

        Limit(int times, Duration window) {
            this.times = times;
            this.window = window;
        }

        public int times() {
            return times;
        }

        public Duration window() {
            return window;
        }
    }
}
