package org.lectorium.conference.consent;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.consent.ConsentTexts.ConsentText;
import org.lectorium.conference.consent.Consents.Consenter;
import org.lectorium.conference.rooms.Room;
import org.lectorium.conference.rooms.RoomProblem;
import org.lectorium.core.ProblemException;
import org.springframework.stereotype.Component;

/** Lets nobody into a room that asks for consent without it, and keeps it. */
@Component
public class AskConsent {

    private final ConsentTexts texts;
    private final Consents consents;
    private final Clock clock;

    AskConsent(ConsentTexts texts, Consents consents, Clock clock) {
        this.texts = texts;
        this.consents = consents;
        this.clock = clock;
    }

    /** What is asked in the room; null if nothing is. */
    public @Nullable ConsentText asked(Room room, Locale locale) {
        return room.consent() ? texts.of(room, locale) : null;
    }

    /**
     * @param given whether they said yes to what {@link #asked} shows
     * @throws ProblemException with the text, if they have to be asked
     */
    public void check(Room room, boolean given, Locale locale) {
        var asked = asked(room, locale);
        if (asked != null && !given) {
            throw new ProblemException(
                    RoomProblem.CONSENT_REQUIRED, Map.of("text", asked.text(), "version", asked.version()));
        }
    }

    public void keep(Room room, Locale locale, Consenter who) {
        var asked = asked(room, locale);
        if (asked != null) {
            consents.add(room.name(), clock.instant(), asked, locale.getLanguage(), who);
        }
    }
}
