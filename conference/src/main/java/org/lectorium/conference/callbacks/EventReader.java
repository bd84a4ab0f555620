package org.lectorium.conference.callbacks;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.ConferenceProblem;
import org.lectorium.conference.story.Clocks;
import org.lectorium.conference.story.Told;
import org.lectorium.conference.story.Told.Source;
import org.lectorium.core.PlainText;
import org.lectorium.core.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what is posted to us as far as it has to be understood to be kept. An event is kept as the text that it came as,
 * with whatever is in it; only what has no id, or is no JSON, is refused.
 */
public final class EventReader {

    /** Of one request. The list of a large room's occupants fits in. */
    public static final int MAX_BYTES = 8 << 20;

    private static final int MAX_TEXT = 500;
    private static final double MILLIS = 1000.0;
    private static final JsonMapper JSON = JsonMapper.shared();

    private EventReader() {}

    public static ProblemException tooLarge(int maxBytes) {
        return new ProblemException(
                ConferenceProblem.CALLBACK_TOO_LARGE, Map.of("maxBytes", Integer.toString(maxBytes)));
    }

    /**
     * One event of our module, or an array of them.
     *
     * @throws ProblemException {@link ConferenceProblem#CALLBACK_INVALID}
     */
    static List<Told> ofModule(String text, Instant now) {
        return split(text).stream()
                .map(body -> ofModule(body, JSON.readTree(body), now))
                .toList();
    }

    private static Told ofModule(String body, JsonNode event, Instant now) {
        var id = uuid(event.path("id").asString(""));
        if (id == null) {
            throw invalid("id", null);
        }
        var at = event.path("at").isNumber() ? Clocks.seconds(event.path("at").asDouble() / MILLIS) : null;
        var seq = event.path("seq");
        return new Told(
                id,
                Source.MODULE,
                text(event, "type"),
                // Who is in a breakout room is in no other conference; it is kept, and none is made of it.
                text(event, "breakout").isEmpty() ? text(event, "room_jid") : "",
                text(event, "meeting_id"),
                at == null ? now : at,
                uuid(event.path("boot").asString("")),
                seq.isNumber() && seq.canConvertToLong() ? seq.asLong() : null,
                body);
    }

    /**
     * One event of event_sync. It has no id, so its id is made from all that tells it from others.
     *
     * @throws ProblemException {@link ConferenceProblem#CALLBACK_INVALID}
     */
    static Told ofSync(String text, Instant now) {
        try {
            var event = JSON.readTree(text);
            var room = text(event, "room_jid");
            var type = text(event, "event_name");
            if (room.isEmpty() || type.isEmpty()) {
                throw invalid(room.isEmpty() ? "room_jid" : "event_name", null);
            }
            var occupant = event.path("occupant");
            var name = String.join(
                    "|",
                    type,
                    room,
                    text(event, "breakout_room_id"),
                    event.path("created_at").toString(),
                    event.path("destroyed_at").toString(),
                    text(occupant, "occupant_jid"),
                    occupant.path("joined_at").toString(),
                    occupant.path("left_at").toString());
            return new Told(
                    UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                    Source.SYNC,
                    type,
                    event.path("is_breakout").asBoolean(false) ? "" : room,
                    "",
                    syncTime(event, now),
                    null,
                    null,
                    text);
        } catch (JacksonException e) {
            throw invalid("JSON", e);
        }
    }

    private static Instant syncTime(JsonNode event, Instant now) {
        for (JsonNode time : List.of(
                event.path("destroyed_at"),
                event.path("occupant").path("left_at"),
                event.path("occupant").path("joined_at"),
                event.path("created_at"))) {
            var at = time.isNumber() ? Clocks.seconds(time.asDouble()) : null;
            if (at != null) {
                return at;
            }
        }
        return now;
    }

    /** The texts of the events, to the letter. */
    private static List<String> split(String text) {
        try (var parser = JSON.createParser(text)) {
            var first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                parser.skipChildren();
                if (parser.nextToken() != null) {
                    throw invalid("JSON", null);
                }
                return List.of(text);
            }
            if (first != JsonToken.START_ARRAY) {
                throw invalid("JSON", null);
            }
            var events = new ArrayList<String>();
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                int begin = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                events.add(text.substring(begin, (int) parser.currentLocation().getCharOffset()));
            }
            if (parser.currentToken() != JsonToken.END_ARRAY) {
                throw invalid("JSON", null);
            }
            return events;
        } catch (JacksonException e) {
            throw invalid("JSON", e);
        }
    }

    private static String text(JsonNode node, String field) {
        var value = node.path(field);
        return value.isString() ? Objects.requireNonNullElse(PlainText.of(value.stringValue(), MAX_TEXT), "") : "";
    }

    static @Nullable UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static ProblemException invalid(String what, @Nullable Exception cause) {
        return new ProblemException(ConferenceProblem.CALLBACK_INVALID, Map.of("reason", what), cause);
    }
}
