package org.lectorium.conference.retention;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Blackens somebody in an event as it was told. The event keeps its form, so that the conference can still be derived
 * from it: who came and went, but not who that was. A pure function.
 */
final class Redaction {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Fields in which people say who they are, or say something, however Prosody's modules spell them. */
    private static final Set<String> PERSONAL = Set.of(
            "name",
            "sendername",
            "votername",
            "displayname",
            "nick",
            "email",
            "mail",
            "avatar",
            "avatarurl",
            "jid",
            "userid",
            "group",
            "body",
            "text",
            "message",
            "question");

    private Redaction() {}

    /**
     * @param ids by which the person is called: of the account, of the participant
     * @param names to be blackened wherever they stand alone
     * @return empty if it says nothing of the person
     */
    static Optional<String> of(String body, Set<String> ids, Set<String> names) {
        JsonNode event;
        try {
            event = JSON.readTree(body);
        } catch (JacksonException e) {
            return Optional.empty();
        }
        if (!mentions(event, ids)) {
            return Optional.empty();
        }
        var words = names.stream().filter(name -> !name.isBlank()).collect(Collectors.toUnmodifiableSet());
        blacken(event, ids, words);
        var blackened = JSON.writeValueAsString(event);
        return blackened.equals(JSON.writeValueAsString(JSON.readTree(body)))
                ? Optional.empty()
                : Optional.of(blackened);
    }

    private static boolean mentions(JsonNode node, Set<String> ids) {
        if (node.isString()) {
            return isOneOf(node.asString(), ids);
        }
        return node.valueStream().anyMatch(child -> mentions(child, ids));
    }

    /** Alone, or as the last part of an address. */
    private static boolean isOneOf(String text, Set<String> ids) {
        return ids.contains(text) || ids.contains(text.substring(text.lastIndexOf('/') + 1));
    }

    private static void blacken(JsonNode node, Set<String> ids, Set<String> names) {
        switch (node) {
            case ObjectNode object ->
                object.properties().stream().map(Map.Entry::getKey).toList().forEach(field -> {
                    var value = object.path(field);
                    if (value.isString() && isPersonal(field, value.asString(), ids, names)) {
                        object.put(field, "");
                    } else {
                        blacken(value, ids, names);
                    }
                });
            case ArrayNode array -> array.forEach(child -> blacken(child, ids, names));
            default -> {}
        }
    }

    private static boolean isPersonal(String field, String value, Set<String> ids, Set<String> names) {
        var plain = field.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
        // The id of the participant says nothing by itself and ties what belongs together.
        return PERSONAL.contains(plain)
                || names.contains(value)
                || plain.equals("id") && isUuid(value) && ids.contains(value);
    }

    private static boolean isUuid(String value) {
        return value.length() == 36;
    }
}
