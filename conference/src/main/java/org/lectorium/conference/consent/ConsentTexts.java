package org.lectorium.conference.consent;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.ResourceBundle;
import org.lectorium.conference.rooms.Room;
import org.lectorium.conference.rooms.RoomSettings;
import org.lectorium.core.Sha256;
import org.springframework.stereotype.Component;

/** What people agree to before they enter a room where that is asked. */
@Component
public class ConsentTexts {

    private static final String RUSSIAN = "ru";

    private final RoomSettings settings;

    ConsentTexts(RoomSettings settings) {
        this.settings = settings;
    }

    /** @param version the SHA-256 of the text: another text is another version */
    public record ConsentText(String text, String version) {

        static ConsentText of(String text) {
            return new ConsentText(
                    text, Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex());
        }
    }

    /** The room's own text, otherwise the installation's in the reader's language. */
    public ConsentText of(Room room, Locale locale) {
        var own = room.consentText();
        return ConsentText.of(own != null ? own : installations(locale));
    }

    private String installations(Locale locale) {
        boolean russian = locale.getLanguage().equals(RUSSIAN);
        var set = russian ? settings.consentTextRu() : settings.consentTextEn();
        return set != null && !set.isBlank()
                ? set.strip()
                : ResourceBundle.getBundle("consent", russian ? Locale.of(RUSSIAN) : Locale.ROOT)
                        .getString("recording");
    }
}
