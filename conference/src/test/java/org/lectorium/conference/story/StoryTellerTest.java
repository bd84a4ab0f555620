package org.lectorium.conference.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lectorium.conference.story.Occupant.Kind;
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
import org.lectorium.conference.story.Told.Source;

class StoryTellerTest {

    private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");
    private static final Occupant ANN = person("ann", "Ann");
    private static final Occupant BOB = person("bob", "Bob");

    @Test
    void tellsWhoWasThereAndWhen() {
        var story = tell(
                new Opened(at(0)),
                new Joined(at(1), ANN),
                new Joined(at(10), BOB),
                new Left(at(20), ANN),
                new Left(at(30), BOB),
                new Closed(at(30), null));

        assertThat(story.startedAt()).isEqualTo(at(0));
        assertThat(story.endedAt()).isEqualTo(at(30));
        assertThat(story.attendances())
                .containsExactly(new Attendance(ANN, at(1), at(20), false), new Attendance(BOB, at(10), at(30), false));
        assertThat(story.peopleCount()).isEqualTo(2);
        assertThat(story.peak()).isEqualTo(2);
        assertThat(story.personSeconds(at(99))).isEqualTo(39);
    }

    @Test
    void goesOnUntilSomebodyEndsIt() {
        var story = tell(new Opened(at(0)), new Joined(at(1), ANN));

        assertThat(story.endedAt()).isNull();
        assertThat(story.attendances()).containsExactly(new Attendance(ANN, at(1), null, false));
        assertThat(story.personSeconds(at(11))).isEqualTo(10);
    }

    @Test
    void endsWhatNobodyEnded() {
        var story = tell(new Opened(at(0)), new Joined(at(1), ANN), new Lost(at(50), "restart"));

        assertThat(story.endedAt()).isEqualTo(at(50));
        assertThat(story.uncertain()).isTrue();
        assertThat(story.attendances()).containsExactly(new Attendance(ANN, at(1), at(50), true));
    }

    @Test
    void takesBackAConclusionThatWasWrong() {
        var story = tell(
                new Opened(at(0)),
                new Joined(at(1), ANN),
                new Left(at(60), ANN),
                new Closed(at(60), null),
                new Lost(at(50), "silence"));

        assertThat(story.endedAt()).isEqualTo(at(60));
        assertThat(story.uncertain()).isFalse();
        assertThat(story.attendances()).containsExactly(new Attendance(ANN, at(1), at(60), false));
    }

    @Test
    void leavesEverybodyWithTheRoom() {
        var story =
                tell(new Opened(at(0)), new Joined(at(1), ANN), new Joined(at(2), BOB), new Closed(at(9), "kicked"));

        assertThat(story.attendances()).extracting(Attendance::leftAt).containsOnly(at(9));
        assertThat(story.endReason()).isEqualTo("kicked");
    }

    @Test
    void knowsOfALeavingWithoutAJoining() {
        var story = tell(new Opened(at(0)), new Left(at(20), ANN), new Closed(at(30), null));

        assertThat(story.attendances()).containsExactly(new Attendance(ANN, at(0), at(20), true));
    }

    @Test
    void countsSomebodyWhoComesBackOnce() {
        var again = new Occupant("ann2", Kind.PARTICIPANT, ANN.identity(), false);
        var story = tell(
                new Opened(at(0)),
                new Joined(at(1), ANN),
                new Left(at(5), ANN),
                new Joined(at(8), again),
                new Left(at(10), again));

        assertThat(story.peopleCount()).isEqualTo(1);
        assertThat(story.peak()).isEqualTo(1);
        assertThat(story.attendances()).hasSize(2);
    }

    @Test
    void isNotConfusedByAClockThatIsSetBack() {
        var story = tell(new Opened(at(0)), new Joined(at(20), ANN), new Left(at(10), ANN));

        assertThat(story.attendances()).containsExactly(new Attendance(ANN, at(20), at(20), false));
    }

    @Test
    void countsNoRecorder() {
        var recorder = new Occupant("rec", Kind.RECORDER, Identity.UNKNOWN, false);
        var story = tell(new Opened(at(0)), new Joined(at(1), recorder), new Closed(at(9), null));

        assertThat(story.peopleCount()).isZero();
        assertThat(story.isEmpty()).isTrue();
    }

    @Test
    void followsNames() {
        var guest = new Occupant("g", Kind.PARTICIPANT, Identity.UNKNOWN, false);
        var story = tell(
                new Opened(at(0)), new Joined(at(1), guest), new Renamed(at(2), "g", "Eve"), new Left(at(3), guest));

        assertThat(story.attendances().getFirst().occupant().identity().name()).isEqualTo("Eve");
    }

    @Test
    void keepsTheChatAndWhatBecameOfIt() {
        var story = tell(
                new Opened(at(0)),
                new Joined(at(1), ANN),
                new Said(at(2), "m1", "ann", Identity.UNKNOWN, "Hello", null),
                new Said(at(3), "m1", "ann", Identity.UNKNOWN, "Hello", null),
                new Said(at(4), "m2", "ann", Identity.UNKNOWN, "Oops", "m1"),
                new Retracted(at(4), "m1", "bob"),
                new Retracted(at(5), "m2", "ann"),
                new Reacted(at(6), "m1", "bob", List.of("👍", "🎉")),
                new Reacted(at(7), "m1", "ann", List.of("👍")),
                new Reacted(at(8), "m1", "bob", List.of("👍")));

        assertThat(story.messages())
                .containsExactly(
                        new Message("m1", at(2), "ann", ANN.identity(), "Hello", null, null, Map.of("👍", 2)),
                        new Message("m2", at(4), "ann", ANN.identity(), null, "m1", at(5), Map.of()));
        assertThat(story.messageCount()).isEqualTo(1);
    }

    @Test
    void letsModeratorsTakeBackWhatOthersWrote() {
        var moderator = new Occupant("mod", Kind.PARTICIPANT, Identity.UNKNOWN, true);
        var story = tell(
                new Opened(at(0)),
                new Joined(at(1), moderator),
                new Said(at(2), "m1", "ann", Identity.UNKNOWN, "Spam", null),
                new Retracted(at(3), "m1", "mod"));

        assertThat(story.messageCount()).isZero();
    }

    @Test
    void countsVotesOfTheLastAnswer() {
        var story = tell(
                new Opened(at(0)),
                new Asked(at(1), "p", ANN.identity(), "Break?", Map.of("y", "Yes")),
                new Answered(at(2), "p", "ann", List.of("y")),
                new Answered(at(3), "p", "bob", List.of("y")),
                new Answered(at(4), "p", "bob", List.of()));

        assertThat(story.polls().getFirst().answers()).containsExactly(new Story.Poll.Answer("y", "Yes", 1));
    }

    @Test
    void followsRecorders() {
        var story = tell(
                new Opened(at(0)),
                new Recording(at(1), "s", "pending", "file", null),
                new Recording(at(4), "s", "on", "file", null),
                new Recording(at(90), "s", "off", "file", null),
                new Recording(at(91), "t", "pending", "file", null),
                new Recording(at(92), "t", "off", "file", "busy"),
                new Recording(at(93), "u", "pending", "file", null),
                new Recording(at(94), "u", "off", "file", "error"),
                new Recording(at(95), "u", "on", "file", null),
                new Recording(at(96), "u", "off", "file", null));

        assertThat(story.recorders())
                .containsExactly(
                        new Story.RecorderRun("s", at(1), at(4), at(90), "file", null),
                        new Story.RecorderRun("t", at(91), null, at(92), "file", "busy"),
                        new Story.RecorderRun("u", at(93), at(95), at(96), "file", null));
    }

    /** Of random days: whatever is told twice, and in whatever order it arrives, the story is the same. */
    @Test
    void isTheSameInWhateverOrderAndHoweverOftenItIsTold() {
        var random = new Random(614);
        for (int day = 0; day < 50; day++) {
            var told = randomDay(random);
            var story = StoryTeller.tell(ModuleScenes.read(told));
            var confused = new ArrayList<>(told);
            told.stream().filter(each -> random.nextInt(4) == 0).forEach(confused::add);
            Collections.shuffle(confused, random);

            assertThat(StoryTeller.tell(ModuleScenes.read(confused))).isEqualTo(story);
        }
    }

    private static List<Told> randomDay(Random random) {
        var told = new ArrayList<Told>();
        told.add(told(told.size(), "room_created", "{}"));
        var there = new ArrayList<String>();
        for (int i = 0; i < 200; i++) {
            int what = random.nextInt(4);
            if (what == 0 || there.isEmpty()) {
                var participant = "p" + i;
                there.add(participant);
                told.add(told(told.size(), "occupant_joined", participant(participant)));
            } else if (what == 1) {
                told.add(told(told.size(), "occupant_left", participant(there.removeFirst())));
            } else {
                told.add(told(
                        told.size(),
                        "chat_message",
                        "{\"message_id\": \"m%d\", \"body\": \"text\", \"participant_id\": \"%s\"}"
                                .formatted(i, there.getFirst())));
            }
        }
        if (random.nextBoolean()) {
            told.add(told(told.size(), "room_destroyed", "{}"));
        }
        return told;
    }

    private static String participant(String id) {
        return "{\"participant_id\": \"%s\", \"name\": \"Name of %s\"}".formatted(id, id);
    }

    private static Told told(int seq, String type, String data) {
        return new Told(
                new UUID(0, seq),
                Source.MODULE,
                type,
                "room@muc",
                "m",
                at(seq),
                new UUID(0, 1),
                (long) seq,
                "{\"data\": " + data + "}");
    }

    @Test
    void findsThePeakOfComingsAndGoings() {
        var scenes = new ArrayList<Scene>(List.of(new Opened(at(0))));
        IntStream.range(0, 60).forEach(i -> scenes.add(new Joined(at(i), person("p" + i, "P" + i))));
        scenes.add(new Left(at(70), person("p0", "P0")));
        scenes.add(new Joined(at(70), person("late", "Late")));
        scenes.add(new Closed(at(80), null));

        assertThat(StoryTeller.tell(scenes).peak()).isEqualTo(60);
    }

    private static Story tell(Scene... scenes) {
        return StoryTeller.tell(List.of(scenes));
    }

    private static Instant at(long second) {
        return START.plusSeconds(second);
    }

    private static Occupant person(String participant, @Nullable String name) {
        return new Occupant(participant, Kind.PARTICIPANT, Identity.of(null, name, null), false);
    }
}
