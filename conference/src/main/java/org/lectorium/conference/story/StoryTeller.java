package org.lectorium.conference.story;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.story.Scene.Answered;
import org.lectorium.conference.story.Scene.Asked;
import org.lectorium.conference.story.Scene.Closed;
import org.lectorium.conference.story.Scene.Joined;
import org.lectorium.conference.story.Scene.Left;
import org.lectorium.conference.story.Scene.Lost;
import org.lectorium.conference.story.Scene.Opened;
import org.lectorium.conference.story.Scene.Reacted;
import org.lectorium.conference.story.Scene.Recording;
import org.lectorium.conference.story.Scene.Renamed;
import org.lectorium.conference.story.Scene.Retracted;
import org.lectorium.conference.story.Scene.Said;
import org.lectorium.conference.story.Story.Attendance;
import org.lectorium.conference.story.Story.Message;
import org.lectorium.conference.story.Story.Poll;
import org.lectorium.conference.story.Story.RecorderRun;

/**
 * Tells what happened from the scenes of one conference, in the order in which they happened. A pure function: scenes
 * that are missing, doubled or late change nothing but what they are about, and the same scenes make the same story.
 */
public final class StoryTeller {

    /** While somebody is there. */
    private record Presence(Occupant occupant, Instant joinedAt, boolean uncertain) {

        Presence known(Identity better) {
            return new Presence(
                    new Occupant(
                            occupant.participant(),
                            occupant.kind(),
                            better.orElse(occupant.identity()),
                            occupant.moderator()),
                    joinedAt,
                    uncertain);
        }
    }

    private final Instant startedAt;
    private final Map<String, Presence> present = new LinkedHashMap<>();
    private final List<Attendance> attendances = new ArrayList<>();
    private final Map<String, Said> messages = new LinkedHashMap<>();
    private final Map<String, List<Retracted>> retracted = new LinkedHashMap<>();
    private final Map<String, Map<String, List<String>>> reactions = new LinkedHashMap<>();
    private final Map<String, Asked> polls = new LinkedHashMap<>();
    private final Map<String, Map<String, List<String>>> votes = new LinkedHashMap<>();
    private final Map<String, RecorderRun> recorders = new LinkedHashMap<>();
    private final Map<String, Occupant> occupants = new HashMap<>();

    private @Nullable Instant endedAt;
    private @Nullable String endReason;
    private boolean uncertain;

    private StoryTeller(Instant startedAt) {
        this.startedAt = startedAt;
    }

    /** @param scenes at least one, in the order in which they happened */
    public static Story tell(List<Scene> scenes) {
        var teller = new StoryTeller(start(scenes));
        var wrong = refuted(scenes);
        scenes.stream().filter(scene -> !wrong.contains(scene)).forEach(teller::play);
        return teller.story();
    }

    private static Instant start(List<Scene> scenes) {
        return scenes.stream()
                .filter(Opened.class::isInstance)
                .findFirst()
                .map(Scene::at)
                .orElseGet(() -> scenes.stream()
                        .map(Scene::at)
                        .min(Comparator.naturalOrder())
                        .orElseThrow());
    }

    /** What was taken for lost and went on. */
    private static Set<Scene> refuted(List<Scene> scenes) {
        var last = scenes.stream()
                .filter(scene -> !(scene instanceof Lost))
                .map(Scene::at)
                .max(Comparator.naturalOrder());
        return new HashSet<>(scenes.stream()
                .filter(Lost.class::isInstance)
                .filter(lost -> last.isPresent() && last.get().isAfter(lost.at()))
                .toList());
    }

    private void play(Scene scene) {
        switch (scene) {
            case Opened opened -> {}
            case Joined(var at, var occupant) -> join(at, occupant);
            case Left(var at, var occupant) -> leave(at, occupant);
            case Renamed(var at, var participant, var name) ->
                present.computeIfPresent(
                        participant,
                        (id, presence) ->
                                presence.known(presence.occupant().identity().named(name)));
            case Said said -> messages.putIfAbsent(said.message(), said);
            case Retracted taking ->
                retracted
                        .computeIfAbsent(taking.message(), id -> new ArrayList<>())
                        .add(taking);
            case Reacted(var at, var message, var participant, var emojis) ->
                reactions.computeIfAbsent(message, id -> new LinkedHashMap<>()).put(participant, emojis);
            case Asked asked -> polls.putIfAbsent(asked.poll(), asked);
            case Answered(var at, var poll, var participant, var keys) ->
                votes.computeIfAbsent(poll, id -> new LinkedHashMap<>()).put(participant, keys);
            case Recording recording ->
                recorders.merge(recording.session(), begun(recording), (before, now) -> after(before, recording));
            case Closed(var at, var reason) -> end(at, reason, false);
            case Lost(var at, var reason) -> end(at, reason, true);
        }
    }

    private void join(Instant at, Occupant occupant) {
        // Told by a source that lost the leaving, or told again by another one.
        if (present.containsKey(occupant.participant())) {
            present.computeIfPresent(occupant.participant(), (id, presence) -> presence.known(occupant.identity()));
            return;
        }
        present.put(occupant.participant(), new Presence(occupant, at, false));
    }

    private void leave(Instant at, Occupant occupant) {
        var presence = present.remove(occupant.participant());
        if (presence != null) {
            attend(presence.known(occupant.identity()), at, false);
        } else if (attendances.stream()
                .noneMatch(each -> each.occupant().participant().equals(occupant.participant()))) {
            // The joining was missed: they were there since some time after the start.
            attend(new Presence(occupant, startedAt, true), at, true);
        }
    }

    /** Clocks are set back: nobody leaves before they came. */
    private void attend(Presence presence, Instant leftAt, boolean concluded) {
        attendances.add(new Attendance(
                presence.occupant(),
                presence.joinedAt(),
                leftAt.isBefore(presence.joinedAt()) ? presence.joinedAt() : leftAt,
                concluded || presence.uncertain()));
    }

    private void end(Instant at, @Nullable String reason, boolean concluded) {
        present.values().forEach(presence -> attend(presence, at, concluded));
        present.clear();
        if (endedAt == null || uncertain) {
            endedAt = at.isBefore(startedAt) ? startedAt : at;
            endReason = reason;
            uncertain = concluded;
        }
    }

    private static RecorderRun begun(Recording recording) {
        return after(
                new RecorderRun(recording.session(), recording.at(), null, null, recording.mode(), null), recording);
    }

    private static RecorderRun after(RecorderRun before, Recording now) {
        boolean on = now.status().equals("on");
        boolean off = now.status().equals("off");
        // Jicofo tries again under the same session: whatever failed before, it records now.
        return new RecorderRun(
                before.session(),
                before.askedAt(),
                before.startedAt() == null && on ? now.at() : before.startedAt(),
                on ? null : before.endedAt() == null && off ? now.at() : before.endedAt(),
                before.mode(),
                on || now.failure() != null ? now.failure() : before.failure());
    }

    private Story story() {
        present.values()
                .forEach(presence -> attendances.add(
                        new Attendance(presence.occupant(), presence.joinedAt(), null, presence.uncertain())));
        attendances.forEach(each -> occupants.putIfAbsent(each.occupant().participant(), each.occupant()));
        return new Story(
                startedAt,
                endedAt,
                endReason,
                uncertain,
                attendances.stream()
                        .sorted(Comparator.comparing(Attendance::joinedAt))
                        .toList(),
                messages.values().stream().map(this::message).toList(),
                polls.values().stream().map(this::poll).toList(),
                recorders.values().stream().map(this::ended).toList());
    }

    private Message message(Said said) {
        var takenBack = retracted.getOrDefault(said.message(), List.of()).stream()
                .filter(taking -> mayTakeBack(taking.participant(), said))
                .map(Retracted::at)
                .findFirst()
                .orElse(null);
        return new Message(
                said.message(),
                said.at(),
                said.participant(),
                said.author().orElse(whoIs(said.participant())),
                takenBack == null ? said.text() : null,
                said.replyTo(),
                takenBack,
                counts(reactions.getOrDefault(said.message(), Map.of())));
    }

    private boolean mayTakeBack(String participant, Said said) {
        var user = whoIs(participant).user();
        return participant.equals(said.participant())
                || (user != null && user.equals(whoIs(said.participant()).user()))
                || occupant(participant).filter(Occupant::moderator).isPresent();
    }

    private Identity whoIs(String participant) {
        return occupant(participant).map(Occupant::identity).orElse(Identity.UNKNOWN);
    }

    private Optional<Occupant> occupant(String participant) {
        return Optional.ofNullable(occupants.get(participant));
    }

    private Poll poll(Asked asked) {
        var counts = counts(votes.getOrDefault(asked.poll(), Map.of()));
        return new Poll(
                asked.poll(),
                asked.at(),
                asked.author(),
                asked.question(),
                asked.answers().entrySet().stream()
                        .map(answer -> new Poll.Answer(
                                answer.getKey(), answer.getValue(), counts.getOrDefault(answer.getKey(), 0)))
                        .toList());
    }

    /** A recorder that nobody stopped ends with the conference. */
    private RecorderRun ended(RecorderRun run) {
        return new RecorderRun(
                run.session(),
                run.askedAt(),
                run.startedAt(),
                run.endedAt() != null ? run.endedAt() : endedAt,
                run.mode(),
                run.failure());
    }

    private static Map<String, Integer> counts(Map<String, List<String>> choices) {
        var counts = new LinkedHashMap<String, Integer>();
        choices.values().stream().flatMap(List::stream).forEach(choice -> counts.merge(choice, 1, Integer::sum));
        return counts;
    }
}
