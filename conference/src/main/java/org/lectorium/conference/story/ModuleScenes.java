package org.lectorium.conference.story;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.story.Told.Source;
import org.lectorium.core.PlainText;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Understands what our module in Prosody tells of one room instance; conference/prosody/README.md has the format. */
public final class ModuleScenes {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final int MAX_ID = 200;
    private static final int MAX_TEXT = 20_000;
    private static final int MAX_CHOICES = 50;
    private static final int MAX_EMOJI = 16;

    private ModuleScenes() {}

    /**
     * In the order in which they happened: Prosody's clock may be set back, its count goes on. What we concluded
     * ourselves has no count and stands behind what happened until then.
     */
    public static List<Scene> read(List<Told> told) {
        return told.stream()
                .sorted(Comparator.comparing((Told each) -> each.seq(), Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(Told::at))
                .flatMap(each -> read(each).stream())
                .toList();
    }

    private static Optional<Scene> read(Told told) {
        try {
            var event = JSON.readTree(told.body());
            return Optional.ofNullable(
                    told.source() == Source.LECTORIUM
                            ? new Scene.Lost(told.at(), event.path("reason").asString("lost"))
                            : scene(told.type(), told.at(), event.path("data")));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** What a newer module tells and we do not know yet is kept, and passed over. */
    private static @Nullable Scene scene(String type, Instant at, JsonNode data) {
        return switch (type) {
            case "room_created" -> new Scene.Opened(at);
            case "room_destroyed" -> new Scene.Closed(at, text(data, "reason"));
            case "occupant_joined" -> id(data, "participant_id") == null ? null : new Scene.Joined(at, occupant(data));
            case "occupant_left" -> id(data, "participant_id") == null ? null : new Scene.Left(at, occupant(data));
            case "name_changed" -> renamed(at, data);
            case "chat_message" -> said(at, data);
            case "chat_retracted" -> retracted(at, data);
            case "chat_reaction" -> reacted(at, data);
            case "poll_created" -> asked(at, data);
            case "poll_answered" -> answered(at, data);
            case "recording" -> recording(at, data);
            default -> null;
        };
    }

    private static Occupant occupant(JsonNode data) {
        return new Occupant(
                needed(data, "participant_id"),
                Occupant.Kind.of(data.path("kind").asString("")),
                Identity.of(id(data, "user_id"), text(data, "name"), text(data, "email")),
                data.path("affiliation").asString("").equals("owner")
                        || data.path("role").asString("").equals("moderator"));
    }

    private static @Nullable Scene renamed(Instant at, JsonNode data) {
        var participant = id(data, "participant_id");
        var name = text(data, "name");
        return participant == null || name == null ? null : new Scene.Renamed(at, participant, name);
    }

    private static @Nullable Scene said(Instant at, JsonNode data) {
        var message = id(data, "message_id");
        var text = text(data, "body");
        return message == null || text == null
                ? null
                : new Scene.Said(
                        at,
                        message,
                        data.path("participant_id").asString(""),
                        Identity.of(id(data, "user_id"), text(data, "name"), null),
                        text,
                        id(data, "reply_to"));
    }

    private static @Nullable Scene retracted(Instant at, JsonNode data) {
        var message = id(data, "target");
        return message == null
                ? null
                : new Scene.Retracted(at, message, data.path("participant_id").asString(""));
    }

    private static @Nullable Scene reacted(Instant at, JsonNode data) {
        var message = id(data, "target");
        return message == null
                ? null
                : new Scene.Reacted(
                        at,
                        message,
                        data.path("participant_id").asString(""),
                        data.path("reactions")
                                .valueStream()
                                .filter(JsonNode::isString)
                                .map(emoji -> PlainText.of(emoji.stringValue(), MAX_EMOJI))
                                .filter(Objects::nonNull)
                                .distinct()
                                .limit(MAX_CHOICES)
                                .toList());
    }

    private static @Nullable Scene asked(Instant at, JsonNode data) {
        var poll = id(data, "poll_id");
        var question = text(data, "question");
        if (poll == null || question == null) {
            return null;
        }
        Map<String, String> answers = new LinkedHashMap<>();
        data.path("answers").valueStream().limit(MAX_CHOICES).forEach(answer -> {
            var name = text(answer, "name");
            if (name != null) {
                answers.put(key(answer), name);
            }
        });
        return new Scene.Asked(
                at, poll, Identity.of(id(data, "sender_id"), text(data, "sender_name"), null), question, answers);
    }

    private static @Nullable Scene answered(Instant at, JsonNode data) {
        var poll = id(data, "poll_id");
        return poll == null
                ? null
                : new Scene.Answered(
                        at,
                        poll,
                        data.path("voter_id").asString(""),
                        data.path("answers")
                                .valueStream()
                                .filter(answer -> answer.path("value").asBoolean(false))
                                .map(ModuleScenes::key)
                                .limit(MAX_CHOICES)
                                .toList());
    }

    /** Jitsi's clients leave the key away in some versions: then the text is the key. */
    private static String key(JsonNode answer) {
        var key = id(answer, "key");
        return key != null ? key : Objects.requireNonNullElse(id(answer, "name"), "");
    }

    private static @Nullable Scene recording(Instant at, JsonNode data) {
        var session = id(data, "session_id");
        return session == null
                ? null
                : new Scene.Recording(
                        at,
                        session,
                        data.path("status").asString(""),
                        data.path("mode").asString("file"),
                        text(data, "failure_reason"));
    }

    private static Stream<String> known(JsonNode data, String field, int maxLength) {
        var value = data.path(field);
        return value.isValueNode() && !value.isNull()
                ? Stream.ofNullable(PlainText.of(value.asString(""), maxLength))
                : Stream.empty();
    }

    private static @Nullable String text(JsonNode data, String field) {
        return known(data, field, MAX_TEXT).findFirst().orElse(null);
    }

    private static @Nullable String id(JsonNode data, String field) {
        return known(data, field, MAX_ID).findFirst().orElse(null);
    }

    private static String needed(JsonNode data, String field) {
        return known(data, field, MAX_ID).findFirst().orElseThrow();
    }
}
