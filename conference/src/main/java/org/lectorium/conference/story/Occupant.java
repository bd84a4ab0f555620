package org.lectorium.conference.story;

import java.util.Locale;

/**
 * Who is in a room.
 *
 * @param participant the id of this presence; another one after every joining
 */
public record Occupant(String participant, Kind kind, Identity identity, boolean moderator) {

    public enum Kind {
        PARTICIPANT,
        RECORDER,
        TRANSCRIBER;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String word) {
            return switch (word) {
                case "recorder" -> RECORDER;
                case "transcriber" -> TRANSCRIBER;
                default -> PARTICIPANT;
            };
        }
    }
}
