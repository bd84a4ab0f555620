package org.lectorium.conference.story;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.story.Told.Source;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Understands what {@code event_sync} tells of one room. It names no room instance, counts nothing, tells the end before
 * the last leaving and repeats in the end everything that it told before; so scenes are sorted by their times and
 * shared out among the room's openings.
 */
public final class SyncScenes {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Times are whole seconds, and each is taken at another moment. */
    private static final Duration BLUR = Duration.ofSeconds(2);

    /**
     * One session in the room.
     *
     * @param start when the room was opened, or the first thing that is known
     */
    public record Session(Instant start, List<Scene> scenes) {}

    /** @param openings of the room, where the event says it */
    private record Part(@Nullable Instant opening, List<Scene> scenes) {

        Optional<Instant> end() {
            return scenes.stream()
                    .filter(Scene.Closed.class::isInstance)
                    .map(Scene::at)
                    .findFirst();
        }
    }

    private SyncScenes() {}

    /** In the order of their beginnings. */
    public static List<Session> read(List<Told> told) {
        var parts = told.stream().map(SyncScenes::part).toList();
        var sessions = new TreeMap<Instant, Set<Scene>>();
        var ends = new HashMap<Instant, Instant>();
        for (Part part : parts) {
            if (part.opening() != null) {
                var scenes = sessions.computeIfAbsent(part.opening(), start -> new HashSet<>());
                scenes.addAll(part.scenes());
                part.end().ifPresent(end -> ends.put(part.opening(), end));
            }
        }
        parts.stream()
                .filter(part -> part.opening() == null)
                .flatMap(part -> part.scenes().stream())
                .sorted(Comparator.comparing(Scene::at))
                .forEach(scene -> session(sessions, ends, scene).add(scene));
        return sessions.entrySet().stream()
                .map(entry -> new Session(entry.getKey(), sorted(entry.getValue())))
                .toList();
    }

    /** Whose opening was never told begins with the first thing that is known of them. */
    private static Set<Scene> session(TreeMap<Instant, Set<Scene>> sessions, Map<Instant, Instant> ends, Scene scene) {
        var before = sessions.floorEntry(scene.at().plus(BLUR));
        if (before != null
                && !scene.at()
                        .isAfter(ends.getOrDefault(before.getKey(), Instant.MAX.minus(BLUR))
                                .plus(BLUR))) {
            return before.getValue();
        }
        return sessions.computeIfAbsent(scene.at(), start -> new HashSet<>());
    }

    private static List<Scene> sorted(Set<Scene> scenes) {
        return scenes.stream()
                .sorted(Comparator.comparing(Scene::at).thenComparing(SyncScenes::order))
                .toList();
    }

    /** Within a second. */
    private static int order(Scene scene) {
        return switch (scene) {
            case Scene.Opened opened -> 0;
            case Scene.Joined joined -> 1;
            case Scene.Left left -> 2;
            default -> 3;
        };
    }

    private static Part part(Told told) {
        try {
            var event = JSON.readTree(told.body());
            var scenes = new ArrayList<Scene>();
            var opening = instant(event.path("created_at"));
            if (told.source() == Source.LECTORIUM) {
                return new Part(
                        opening,
                        List.of(new Scene.Lost(told.at(), event.path("reason").asString("lost"))));
            }
            if (opening != null) {
                scenes.add(new Scene.Opened(opening));
            }
            addOccupant(scenes, event.path("occupant"));
            // An empty list is written as {}.
            event.path("all_occupants").valueStream().forEach(occupant -> addOccupant(scenes, occupant));
            var end = instant(event.path("destroyed_at"));
            if (end != null) {
                scenes.add(new Scene.Closed(end, null));
            }
            return new Part(opening, scenes);
        } catch (JacksonException e) {
            return new Part(null, List.of());
        }
    }

    private static void addOccupant(List<Scene> scenes, JsonNode node) {
        var participant = node.path("occupant_jid").asString("");
        var joinedAt = instant(node.path("joined_at"));
        if (participant.isEmpty() || joinedAt == null) {
            return;
        }
        var occupant = new Occupant(
                participant,
                participant.startsWith("recorder@") ? Occupant.Kind.RECORDER : Occupant.Kind.PARTICIPANT,
                Identity.of(text(node, "id"), text(node, "name"), text(node, "email")),
                false);
        scenes.add(new Scene.Joined(joinedAt, occupant));
        var leftAt = instant(node.path("left_at"));
        if (leftAt != null) {
            scenes.add(new Scene.Left(leftAt, occupant));
        }
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.path(field).isValueNode() ? node.path(field).asString(null) : null;
    }

    private static @Nullable Instant instant(JsonNode seconds) {
        return seconds.isNumber() ? Clocks.seconds(seconds.asDouble()) : null;
    }
}
