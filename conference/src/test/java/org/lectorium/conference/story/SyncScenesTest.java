package org.lectorium.conference.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lectorium.conference.story.Story.Attendance;
import org.lectorium.conference.story.Told.Source;

/** What event_sync really sends, with all its traps. */
class SyncScenesTest {

    private static final long T = Instant.parse("2026-11-25T10:00:00Z").getEpochSecond();

    private static final Told CREATED = told("muc-room-created", "\"created_at\": " + T);
    private static final Told ANN_JOINED = told("muc-occupant-joined", occupant("ann", 1));
    private static final Told BOB_JOINED = told("muc-occupant-joined", occupant("bob", 5));
    private static final Told ANN_LEFT = told("muc-occupant-left", occupant("ann", 1, 20));
    private static final Told BOB_LEFT = told("muc-occupant-left", occupant("bob", 5, 30));

    /** The end is told before the last leaving, and does not know of it. */
    private static final Told DESTROYED = told(
            "muc-room-destroyed",
            "\"created_at\": %d, \"destroyed_at\": %d, \"all_occupants\": [%s, %s]"
                    .formatted(T, T + 30, inner("ann", 1, 20L), inner("bob", 5, null)));

    private static final List<Told> WHOLE = List.of(CREATED, ANN_JOINED, BOB_JOINED, ANN_LEFT, DESTROYED, BOB_LEFT);

    @Test
    void tellsOneConference() {
        var story = onlyStory(WHOLE);

        assertThat(story.startedAt()).isEqualTo(at(0));
        assertThat(story.endedAt()).isEqualTo(at(30));
        assertThat(story.attendances())
                .extracting(Attendance::joinedAt, Attendance::leftAt)
                .containsExactly(tuple(at(1), at(20)), tuple(at(5), at(30)));
    }

    @Test
    void isTheSameInWhateverOrderAndHoweverOftenItIsTold() {
        var story = onlyStory(WHOLE);
        var random = new Random(1);
        for (int i = 0; i < 50; i++) {
            var confused = new ArrayList<>(WHOLE);
            confused.add(WHOLE.get(random.nextInt(WHOLE.size())));
            Collections.shuffle(confused, random);
            assertThat(onlyStory(confused)).isEqualTo(story);
        }
    }

    @Test
    void knowsFromTheEndAloneWhoWasThere() {
        var story = onlyStory(List.of(DESTROYED));

        assertThat(story.peopleCount()).isEqualTo(2);
        assertThat(story.endedAt()).isEqualTo(at(30));
    }

    @Test
    void takesAnEmptyObjectForAnEmptyList() {
        var story = onlyStory(List.of(
                CREATED,
                told(
                        "muc-room-destroyed",
                        "\"created_at\": %d, \"destroyed_at\": %d, \"all_occupants\": {}".formatted(T, T + 9))));

        assertThat(story.isEmpty()).isTrue();
        assertThat(story.endedAt()).isEqualTo(at(9));
    }

    @Test
    void tellsTheSessionsOfARoomApart() {
        var next = told("muc-room-created", "\"created_at\": " + (T + 100));
        var told = new ArrayList<>(WHOLE);
        told.addAll(List.of(next, told("muc-occupant-joined", occupant("eve", 101))));

        var sessions = SyncScenes.read(told);

        assertThat(sessions).hasSize(2);
        var second = StoryTeller.tell(sessions.get(1).scenes());
        assertThat(second.startedAt()).isEqualTo(at(100));
        assertThat(second.endedAt()).isNull();
        assertThat(second.peopleCount()).isEqualTo(1);
    }

    @Test
    void beginsAConferenceWhoseOpeningWasLost() {
        var told = new ArrayList<>(WHOLE);
        told.add(told("muc-occupant-joined", occupant("eve", 500)));

        var sessions = SyncScenes.read(told);

        assertThat(sessions).extracting(SyncScenes.Session::start).containsExactly(at(0), at(500));
    }

    private static Story onlyStory(List<Told> told) {
        var sessions = SyncScenes.read(told);
        assertThat(sessions).hasSize(1);
        return StoryTeller.tell(sessions.getFirst().scenes());
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(T + second);
    }

    private static String occupant(String name, long joined) {
        return "\"occupant\": " + inner(name, joined, null);
    }

    private static String occupant(String name, long joined, long left) {
        return "\"occupant\": " + inner(name, joined, left);
    }

    private static String inner(String name, long joined, @Nullable Long left) {
        return "{\"occupant_jid\": \"%s@meet/x\", \"name\": \"%s\", \"joined_at\": %d%s}"
                .formatted(name, name, T + joined, left == null ? "" : ", \"left_at\": " + (T + left));
    }

    private static Told told(String event, String fields) {
        return new Told(
                UUID.randomUUID(),
                Source.SYNC,
                event,
                "room@muc",
                "",
                Instant.ofEpochSecond(T),
                null,
                null,
                "{\"event_name\": \"%s\", %s}".formatted(event, fields));
    }
}
