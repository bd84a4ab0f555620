package org.lectorium.conference.story;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is kept: what is needed to sort it, and the text that it came as.
 *
 * @param id the same if it is told twice
 * @param type as the source calls it
 * @param roomJid the room's address; empty for what concerns no room
 * @param meeting Prosody's id of the room instance; empty if it did not say
 * @param at when it happened, on Prosody's clock
 * @param boot which of Prosody's lives it belongs to; null if the source does not say
 * @param seq counts the events of that life, over all rooms
 */
public record Told(
        UUID id,
        Source source,
        String type,
        String roomJid,
        String meeting,
        Instant at,
        @Nullable UUID boot,
        @Nullable Long seq,
        String body) {

    public enum Source {
        /** Our module in Prosody. */
        MODULE,
        /** The module event_sync of jitsi-contrib. */
        SYNC,
        /** What we conclude ourselves, such as the end of a conference that nobody ended. */
        LECTORIUM;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Source of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** What an event becomes when its text may be kept no longer. */
    public static final String FORGOTTEN = "{}";

    public boolean isForgotten() {
        return body.equals(FORGOTTEN);
    }

    /** The room's name as it stands in its address. */
    public String room() {
        int end = roomJid.indexOf('@');
        return end < 0 ? roomJid : roomJid.substring(0, end);
    }
}
