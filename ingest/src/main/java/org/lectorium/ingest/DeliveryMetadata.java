package org.lectorium.ingest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.PlainText;
import org.lectorium.core.ProblemException;
import org.lectorium.core.RecordedMeeting;
import org.lectorium.core.UserId;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code metadata} part of a delivery: Jibri's {@code metadata.json} as it is, and what Jibri does not say.
 *
 * <p>Jibri's file is not to be trusted as a whole: it may hold a live secret ({@code upload_credentials}) and any
 * top-level key that a client chose. So only known keys are kept, and of a key that is there twice the first, which is
 * Jibri's own.
 */
record DeliveryMetadata(RecordedMeeting meeting, String json) {

    static final DeliveryMetadata NONE = new DeliveryMetadata(RecordedMeeting.UNKNOWN, "{}");

    private static final Set<String> KNOWN = Set.of(
            "room",
            "title",
            "startedAt",
            "meetingId",
            "sessionId",
            "meeting_url",
            "participants",
            "conference_details",
            "initiator");
    private static final int MAX_TEXT = 300;
    private static final int MAX_PARTICIPANTS = 10_000;
    private static final Pattern OUR_ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final JsonMapper JSON = JsonMapper.shared();

    /** @throws ProblemException if it is no JSON object or a field of ours cannot be understood */
    static DeliveryMetadata parse(byte[] bytes) {
        return of(knownKeys(bytes));
    }

    /** The same with single fields, which count more than what the object says. */
    static DeliveryMetadata parse(Told told) {
        var known = told.metadata() == null ? JSON.createObjectNode() : knownKeys(told.metadata());
        told.fields().forEach(known::put);
        return of(known);
    }

    private static DeliveryMetadata of(ObjectNode known) {
        var meetingUrl = text(known.path("meeting_url"));
        var meetingId = text(known.path("meetingId"));
        var room = text(known.path("room"));
        return new DeliveryMetadata(
                new RecordedMeeting(
                        room != null ? room : roomOf(meetingUrl),
                        text(known.path("title")),
                        instant(text(known.path("startedAt"))),
                        meetingId != null
                                ? meetingId
                                : text(known.path("conference_details").path("session_id")),
                        text(known.path("sessionId")),
                        attended(known.path("participants"))),
                // PostgreSQL's jsonb cannot hold U+0000.
                JSON.writeValueAsString(known).replace("\\u0000", ""));
    }

    private static ObjectNode knownKeys(byte[] bytes) {
        var known = JSON.createObjectNode();
        try (var parser = JSON.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new ProblemException(IngestProblem.METADATA_NOT_JSON);
            }
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                if (KNOWN.contains(name) && !known.has(name)) {
                    known.set(name, parser.<JsonNode>readValueAsTree());
                } else {
                    parser.skipChildren();
                }
            }
            return known;
        } catch (JacksonException e) {
            // Without the cause: its message quotes the input, which may hold a secret.
            throw new ProblemException(IngestProblem.METADATA_NOT_JSON);
        }
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? PlainText.of(node.stringValue(), MAX_TEXT) : null;
    }

    /** Those whose tokens we made: there the id is ours. Others have ids of their own, or none. */
    private static Set<UserId> attended(JsonNode participants) {
        return participants
                .valueStream()
                .map(participant -> participant.path("user").path("id").asString(""))
                .filter(id -> OUR_ID.matcher(id).matches())
                .limit(MAX_PARTICIPANTS)
                .map(UserId::of)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new ProblemException(IngestProblem.METADATA_FIELD_INVALID, Map.of("field", "startedAt"), e);
        }
    }

    /** The last part of the path, as Jibri names its files: {@code https://meet.example.org/tenant/standup}. */
    private static @Nullable String roomOf(@Nullable String meetingUrl) {
        if (meetingUrl == null) {
            return null;
        }
        var path = meetingUrl.replaceAll("[?#].*", "").replaceAll("/+$", "");
        try {
            return PlainText.of(
                    URLDecoder.decode(path.substring(path.lastIndexOf('/') + 1), StandardCharsets.UTF_8), MAX_TEXT);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
