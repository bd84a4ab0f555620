package org.lectorium.conference.jitsi;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.rooms.RoomName;
import org.lectorium.conference.rooms.RoomProblem;
import org.lectorium.core.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The Jitsi in whose rooms people meet. */
@Component
public class Jitsi {

    private static final Logger log = LoggerFactory.getLogger(Jitsi.class);

    /** RFC 7518 §3.2. */
    private static final int SAFE_KEY_BYTES = 32;

    private final JitsiSettings settings;
    private final JitsiReach reach;
    private final Clock clock;

    Jitsi(JitsiSettings settings, JitsiReach reach, Clock clock) {
        this.settings = settings;
        this.reach = reach;
        this.clock = clock;
        if (settings.isSet() && settings.key().length < SAFE_KEY_BYTES) {
            log.warn("The secret of Jitsi is short: with {} bytes or more nobody guesses it", SAFE_KEY_BYTES);
        }
    }

    /**
     * What opens one room to one person.
     *
     * @param expires after which it opens nothing; who is in by then stays
     */
    public record Admission(String jwt, Instant expires, AppLinks links) {

        @Override
        public String toString() {
            return "admission until " + expires;
        }
    }

    /** @throws ProblemException if nobody can be let in now */
    public void check() {
        if (!settings.isSet()) {
            throw new ProblemException(RoomProblem.JITSI_NOT_CONFIGURED);
        }
        if (!reach.isReachable()) {
            throw new ProblemException(RoomProblem.JITSI_UNREACHABLE);
        }
    }

    /** @param latest when the token has to expire at the latest; null for its usual validity */
    public Admission admit(RoomName room, Entrant entrant, @Nullable Instant latest) {
        var now = clock.instant();
        var usual = now.plus(settings.tokenValidity());
        var expires = latest != null && latest.isBefore(usual) ? latest : usual;
        var jwt = Jwt.sign(Jwt.claims(settings, room.value(), entrant, now, expires), settings.key());
        return new Admission(jwt, expires, AppLinks.of(settings, room.value(), jwt));
    }

    public String host() {
        return settings.host();
    }

    public String script() {
        return settings.script();
    }
}
