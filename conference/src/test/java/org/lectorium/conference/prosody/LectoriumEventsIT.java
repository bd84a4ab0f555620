package org.lectorium.conference.prosody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.testkit.prosody.Attendee;
import org.lectorium.testkit.prosody.RealProsody;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LectoriumEventsIT {

    private static final String QUICKLY = "lectorium_retry_max = 1";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path home;

    private final CallbackReceiver service = CallbackReceiver.start();
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(service));

    @AfterEach
    void closeAndCheckContract() throws Exception {
        for (var each : opened.reversed()) {
            each.close();
        }
        assertThat(service.complaints()).isEmpty();
        assertSequenceWithoutGaps();
    }

    @Test
    void tellsWhoCameAndWent() {
        var prosody = prosody();
        var before = Instant.now();
        var ann = user(prosody, "standup", "ann", "a1");
        var guest = guest(prosody, "standup", "g1", "Gustav");
        guest.leave();
        awaitStory("room_created", "occupant_joined a1", "occupant_joined g1", "occupant_left g1 left");
        ann.leave();

        awaitStory(
                "room_created",
                "occupant_joined a1",
                "occupant_joined g1",
                "occupant_left g1 left",
                "occupant_left a1 left",
                "room_destroyed");
        var events = service.eventsOfRooms();
        assertThat(events).allSatisfy(event -> {
            assertThat(event.get("room_jid").asString()).isEqualTo("standup@muc.meet.test");
            assertThat(event.get("room").asString()).isEqualTo("standup");
            assertThat(event.get("at").isIntegralNumber()).isTrue();
            assertThat(Instant.ofEpochMilli(event.get("at").asLong())).isBetween(before.minusMillis(1), Instant.now());
            assertThat(event.has("breakout")).isFalse();
            UUID.fromString(event.get("id").asString());
        });
        assertThat(events.stream()
                        .map(event -> UUID.fromString(event.get("meeting_id").asString()))
                        .distinct())
                .hasSize(1);

        var joined = events.get(1).get("data");
        assertThat(texts(joined, "kind", "jid", "user_id", "name", "email", "group", "affiliation", "role"))
                .containsExactly(
                        "participant", ann.address(), "u-ann", "Ann", "ann@example.org", "staff", "owner", "moderator");
        assertThat(joined.get("authenticated").asBoolean()).isTrue();
        var stranger = events.get(2).get("data");
        assertThat(texts(stranger, "kind", "name", "affiliation", "role"))
                .containsExactly("participant", "Gustav", "none", "participant");
        assertThat(stranger.get("authenticated").asBoolean()).isFalse();
        assertThat(stranger.has("user_id")).isFalse();
        assertThat(texts(events.get(4).get("data"), "user_id", "name", "email"))
                .containsExactly("u-ann", "Ann", "ann@example.org");
    }

    @Test
    void givesEveryInstanceOfARoomAnIdOfItsOwn() {
        var prosody = prosody();
        user(prosody, "standup", "ann", "a1").leave();
        user(prosody, "standup", "ann", "a2").leave();
        awaitStory(
                "room_created",
                "occupant_joined a1",
                "occupant_left a1 left",
                "room_destroyed",
                "room_created",
                "occupant_joined a2",
                "occupant_left a2 left",
                "room_destroyed");
        assertThat(service.eventsOfRooms().stream()
                        .map(event -> event.get("meeting_id"))
                        .distinct())
                .hasSize(2);
    }

    @Test
    void writesANumberFromATokenAsText() {
        user(prosody(), "standup", "number", "n1");
        awaitStory("room_created", "occupant_joined n1");
        assertThat(service.eventsOfRooms().getLast().get("data").get("user_id").asString())
                .isEqualTo("7");
    }

    @Test
    void tellsWhyPeopleLeave() {
        var prosody = prosody();
        var ann = user(prosody, "standup", "ann", "a1");
        var bob = user(prosody, "standup", "bob", "b1");
        var dora = user(prosody, "standup", "dora", "d1");
        ann.kick("b1");
        awaitTold("occupant_left b1 kicked");
        dora.die();
        awaitTold("occupant_left d1 gone");
        ann.destroyRoom("the end");

        awaitStory(
                "room_created",
                "occupant_joined a1",
                "occupant_joined b1",
                "occupant_joined d1",
                "occupant_left b1 kicked",
                "occupant_left d1 gone",
                "occupant_left a1 destroyed",
                "room_destroyed");
        assertThat(texts(service.events("occupant_left").toList().getFirst().get("data"), "user_id", "name", "jid"))
                .as("nobody says on a kick who it was")
                .containsExactly("u-bob", "Bob", bob.address());
        assertThat(service.eventsOfRooms().getLast().get("data").get("reason").asString())
                .isEqualTo("the end");
    }

    @Test
    void hearsTheChatAsPeopleMeanIt() {
        var prosody = prosody();
        var ann = user(prosody, "standup", "ann", "a1");
        var guest = guest(prosody, "standup", "g1", "Gustav");
        var question = ann.say("Слышно? «\"\\\n🎉\u2028");
        awaitTold("chat_message a1 " + question);
        guest.tellMachines("{\"type\":\"e2e-ping\"}");
        var answer = guest.reply(question, "Да");
        guest.react(question, "👍", "❤️");
        guest.retract(answer);

        awaitStory(
                "room_created",
                "occupant_joined a1",
                "occupant_joined g1",
                "chat_message a1 " + question,
                "chat_message g1 " + answer,
                "chat_reaction g1 " + question,
                "chat_retracted g1 " + answer);
        var events = service.eventsOfRooms();
        var asked = events.get(3).get("data");
        assertThat(texts(asked, "body", "user_id", "name")).containsExactly("Слышно? «\"\\\n🎉\u2028", "u-ann", "Ann");
        assertThat(asked.get("reply_to").isNull()).isTrue();
        var answered = events.get(4).get("data");
        assertThat(texts(answered, "body", "name", "reply_to")).containsExactly("Да", "Gustav", question);
        assertThat(events.get(5).get("data").get("reactions").toString()).isEqualTo("[\"👍\",\"❤️\"]");
        assertThat(events.get(6).get("data").has("body")).isFalse();
    }

    @Test
    void followsNames() {
        var prosody = prosody();
        var guest = guest(prosody, "standup", "g1", "Gustav");
        guest.rename("Gustav");
        guest.rename("Gustav from Graz");
        guest.say("hello");
        awaitTold("chat_message g1 g1-1");
        assertThat(story())
                .containsExactly(
                        "room_created",
                        "occupant_joined g1",
                        "name_changed g1 Gustav from Graz",
                        "chat_message g1 g1-1");
        assertThat(service.eventsOfRooms().getLast().get("data").get("name").asString())
                .isEqualTo("Gustav from Graz");
    }

    @Test
    void readsRecordingsFromThePresenceOfFocus() {
        var prosody = prosody();
        var focus = member(prosody, "standup", "focus", RealProsody.AUTH, "focus");
        var ann = user(prosody, "standup", "ann", "a1");
        member(prosody, "standup", "recorder", RealProsody.HIDDEN, "r1");
        focus.showRecording("pending", "s-1", "file", "initiator", ann.nick());
        focus.showRecording("on", "s-1", "file", "initiator", ann.nick());
        focus.showRecording("on", "s-1", "file", "initiator", ann.nick());
        focus.showRecording("off", "s-1", "file", "terminator", ann.nick(), "failure_reason", "error");

        awaitTold("recording off s-1");
        assertThat(story())
                .containsExactly(
                        "room_created",
                        "occupant_joined a1",
                        "occupant_joined r1",
                        "recording pending s-1",
                        "recording on s-1",
                        "recording off s-1");
        assertThat(service.eventsOfRooms().get(2).get("data").get("kind").asString())
                .isEqualTo("recorder");
        var on = service.eventsOfRooms().get(4).get("data");
        assertThat(texts(on, "mode", "initiator")).containsExactly("file", "a1");
        assertThat(on.get("terminator").isNull()).isTrue();
        var off = service.eventsOfRooms().get(5).get("data");
        assertThat(texts(off, "terminator", "failure_reason")).containsExactly("a1", "error");
        assertThat(off.get("initiator").isNull()).isTrue();
    }

    @Test
    void keepsQuietAboutHealthChecks() {
        var prosody = prosody();
        member(prosody, "__jicofo-health-check-7", "focus", RealProsody.AUTH, "focus")
                .leave();
        user(prosody, "standup", "ann", "a1");
        awaitStory("room_created", "occupant_joined a1");
    }

    @Test
    void marksBreakoutRooms() {
        var prosody = prosody();
        opened.add(Attendee.join(prosody, "b7@" + RealProsody.BREAKOUTS, "ann", RealProsody.USERS, "a1", null));
        user(prosody, "standup", "bob", "b1");
        awaitStory("room_created", "occupant_joined a1", "room_created", "occupant_joined b1");
        var events = service.eventsOfRooms();
        assertThat(texts(events.getFirst(), "room_jid", "room", "breakout"))
                .containsExactly("b7@breakout.meet.test", "b7", "b7");
        assertThat(service.events("boot")).as("one order for all components").hasSize(1);
    }

    @Test
    void usesWhatJitsiMeetBrings() {
        var prosody = RealProsody.startWithJitsi(home, service.url());
        opened.add(prosody);
        member(prosody, "checkup", "focus", RealProsody.AUTH, "x1");
        var director = member(prosody, "standup", "focus", RealProsody.AUTH, "director");
        var ann = user(prosody, "standup", "ann", "a1");
        member(prosody, "standup", "camera", RealProsody.HIDDEN, "c1");
        member(prosody, "standup", "scribe", RealProsody.HIDDEN, "s1");
        director.showRecording("on", "s-1", "file", "initiator", ann.nick());
        awaitTold("recording on s-1");
        ann.tellMachines("ask");
        ann.tellMachines("vote");
        ann.tellMachines("visitor");
        awaitTold("chat_message v1 v-1");
        opened.add(Attendee.join(prosody, "b7@" + RealProsody.BREAKOUTS, "ann", RealProsody.USERS, "a1", null));

        awaitStory(
                "room_created",
                "occupant_joined a1",
                "occupant_joined c1",
                "occupant_joined s1",
                "recording on s-1",
                "poll_created",
                "poll_answered",
                "chat_message v1 v-1",
                "room_created",
                "occupant_joined a1");
        var events = service.eventsOfRooms();
        assertThat(events.subList(0, 8))
                .extracting(event -> event.get("meeting_id").asString())
                .containsOnly("00000000-0000-4000-8000-00000000000a");
        assertThat(events.subList(1, 4))
                .extracting(event -> event.get("data").get("kind").asString())
                .containsExactly("participant", "recorder", "transcriber");
        assertThat(events.get(5).get("data")).isEqualTo(JSON.readTree("""
                        {"poll_id": "p1", "question": "Tea?", "sender_id": "a1", "sender_name": "Ann",
                         "answers": [{"key": "k1", "name": "Yes"}, {"key": "k2", "name": "No"}]}
                        """));
        assertThat(events.get(6).get("data")).isEqualTo(JSON.readTree("""
                        {"poll_id": "p1", "voter_id": "g1", "voter_name": "Gustav",
                         "answers": [{"key": "k1", "value": true, "name": "Yes"}, {"key": "k2", "value": false, "name": "No"}]}
                        """));
        assertThat(texts(events.get(7).get("data"), "body", "name")).containsExactly("from far away", "Vera");
        assertThat(texts(events.getLast(), "room_jid", "breakout", "main_room_jid"))
                .containsExactly("b7@breakout.meet.test", "b7", "standup@muc.meet.test");
    }

    @Test
    void sendsSnapshots() {
        var prosody = prosody("lectorium_snapshot_interval = 1");
        await().atMost(PATIENCE).until(() -> service.events("rooms").count() >= 2);
        assertThat(service.events().getFirst().get("type").asString()).isEqualTo("boot");
        assertThat(service.events().get(1).get("data").toString()).isEqualTo("{\"rooms\":[]}");

        user(prosody, "standup", "ann", "a1");
        guest(prosody, "standup", "g1", "Gustav");
        await().atMost(PATIENCE)
                .until(() -> service.events("rooms")
                        .anyMatch(event -> event.get("data").get("rooms").size() == 1
                                && event.get("data")
                                                .get("rooms")
                                                .get(0)
                                                .get("occupants")
                                                .size()
                                        == 2));
        var snapshot = service.events("rooms").toList().getLast();
        assertThat(snapshot.has("room_jid")).isFalse();
        var room = snapshot.get("data").get("rooms").get(0);
        assertThat(room.get("room_jid").asString()).isEqualTo("standup@muc.meet.test");
        assertThat(room.get("meeting_id"))
                .isEqualTo(service.eventsOfRooms().getFirst().get("meeting_id"));
        assertThat(List.of(
                        room.get("occupants").get(0).asString(),
                        room.get("occupants").get(1).asString()))
                .containsExactlyInAnyOrder("a1", "g1");
    }

    @Test
    void keepsNoOldSnapshotsWhileTheServiceIsAway() {
        var prosody = prosody(QUICKLY, "lectorium_snapshot_interval = 0.1");
        awaitFirstSnapshot();
        service.goAway();
        var ann = user(prosody, "standup", "ann", "a1");
        await().atMost(PATIENCE).until(() -> prosody.log().contains("did not take events"));
        var waiting = prosody.spooled()
                .lines()
                .filter(line -> line.contains("\"rooms\""))
                .count();
        for (int i = 0; i < 20; i++) {
            ann.say("message " + i);
            await().pollDelay(Duration.ofMillis(100)).until(() -> true);
        }
        assertThat(prosody.spooled()
                        .lines()
                        .filter(line -> line.contains("\"rooms\""))
                        .count())
                .isEqualTo(waiting);

        service.comeBack();
        awaitTold("chat_message a1 a1-20");
        await().atMost(PATIENCE)
                .until(() -> service.events().getLast().get("type").asString().equals("rooms"));
    }

    @Test
    void bringsEverythingInOrderWhenTheServiceWasAway() {
        var prosody = prosody(QUICKLY);
        var ann = user(prosody, "standup", "ann", "a1");
        awaitTold("occupant_joined a1");
        service.goAway();
        var said = sayAll(ann, 0, 700);
        await().atMost(PATIENCE).until(() -> prosody.spooled().contains("\"" + said.getLast() + "\""));
        service.comeBack();

        awaitMessages(said);
        assertThat(service.repeated()).isZero();
    }

    @Test
    void sendsNoMoreAtOnceThanTheServiceTakes() {
        var prosody = prosody(QUICKLY);
        var ann = user(prosody, "standup", "ann", "a1");
        awaitTold("occupant_joined a1");
        service.goAway();
        var said = IntStream.range(0, 100)
                .mapToObj(i -> ann.say("я".repeat(20_000)))
                .toList();
        await().atMost(PATIENCE).until(() -> prosody.spooled().contains("\"" + said.getLast() + "\""));
        service.comeBack();
        awaitMessages(said); // the receiver complains about more than 200 events or 1 MB
    }

    @Test
    void signsWithTheFirstOfTwoTokens() {
        var prosody = prosody("lectorium_token = \"" + RealProsody.TOKEN + ", the-one-before\"");
        user(prosody, "standup", "ann", "a1");
        awaitStory("room_created", "occupant_joined a1"); // the receiver complains about other signatures
    }

    @Test
    void repeatsTheSameEventsWhenAnAnswerIsLost() {
        var prosody = prosody(QUICKLY);
        var ann = user(prosody, "standup", "ann", "a1");
        awaitTold("occupant_joined a1");
        service.loseAnswers(true);
        var said = sayAll(ann, 0, 50);
        await().atMost(PATIENCE).until(() -> service.repeated() > 0);
        service.loseAnswers(false);
        awaitMessages(said);
    }

    @Test
    void waitsForASlowService() {
        var prosody = prosody(QUICKLY, "lectorium_timeout = 3");
        var ann = user(prosody, "standup", "ann", "a1");
        awaitTold("occupant_joined a1");
        service.answerAfter(Duration.ofMillis(300));
        var said = sayAll(ann, 0, 300);
        awaitMessages(said);
        assertThat(service.repeated()).isZero();

        service.answerAfter(Duration.ofSeconds(10));
        ann.say("into a hanging service");
        await().atMost(PATIENCE).until(() -> prosody.log().contains("no answer within 3 s"));
        service.answerAfter(Duration.ZERO);
        awaitTold("chat_message a1 a1-301");
    }

    @Test
    void keepsEverythingWhileItIsLockedOut() {
        var prosody = prosody(QUICKLY);
        awaitFirstSnapshot();
        service.answerWith(401);
        var ann = user(prosody, "standup", "ann", "a1");
        var said = sayAll(ann, 0, 10);
        await().atMost(PATIENCE).until(() -> prosody.log().contains("(401): check lectorium_token"));
        var requests = service.requests();
        await().atMost(PATIENCE).until(() -> service.requests() > requests);
        service.answerWith(200);
        awaitMessages(said);
    }

    @Test
    void triesAgainWhenTheServiceIsInTrouble() {
        var prosody = prosody(QUICKLY);
        awaitFirstSnapshot();
        for (var status : List.of(500, 503, 429, 408, 404)) {
            service.answerWith(status);
            var requests = service.requests();
            var ann = user(prosody, "standup" + status, "ann", "a" + status);
            await().atMost(PATIENCE).until(() -> service.requests() > requests + 1);
            service.answerWith(200);
            awaitTold("occupant_joined a" + status);
            ann.close();
        }
        assertThat(prosody.spool().resolve("refused.jsonl")).doesNotExist();
    }

    @Test
    void putsAsideOnlyWhatIsRefused() throws Exception {
        var prosody = prosody(QUICKLY);
        awaitFirstSnapshot();
        service.refuse(event -> event.get("data").path("body").asString("").endsWith("7"));
        service.goAway();
        var ann = user(prosody, "standup", "ann", "a1");
        var said = sayAll(ann, 0, 20);
        await().atMost(PATIENCE).until(() -> prosody.spooled().contains("\"" + said.getLast() + "\""));
        service.comeBack();

        awaitTold("chat_message a1 " + said.getLast());
        assertThat(messages()).hasSize(18).containsSubsequence(said.get(6), said.get(8), said.get(16), said.get(18));
        assertThat(Files.readAllLines(prosody.spool().resolve("refused.jsonl")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("message 7\""),
                        line -> assertThat(line).contains("message 17\""));
    }

    @Test
    void sendsTheEventsOfTheOldBootBeforeThoseOfTheNew() {
        var prosody = prosody(QUICKLY);
        awaitFirstSnapshot();
        service.goAway();
        var ann = user(prosody, "standup", "ann", "a1");
        var said = new ArrayList<>(sayAll(ann, 0, 300));
        await().atMost(PATIENCE).until(() -> prosody.spooled().contains("\"" + said.getLast() + "\""));
        prosody.stop();
        prosody.startAgain();
        said.addAll(sayAll(user(prosody, "standup", "ann", "a2"), 300, 300));
        service.comeBack();

        awaitMessages(said);
        assertThat(story())
                .containsSubsequence(
                        "chat_message a1 a1-300",
                        "occupant_left a1 gone",
                        "room_destroyed",
                        "room_created",
                        "occupant_joined a2",
                        "chat_message a2 a2-1");
        assertBootsFollowEachOther(2);
        var second = service.events("boot").toList().getLast().get("data");
        assertThat(second.get("spooled").asInt()).isGreaterThanOrEqualTo(304);
        assertThat(texts(second, "version", "prosody")).noneMatch(String::isBlank);
    }

    @Test
    void losesNothingWhenProsodyIsKilled() {
        var prosody = prosody(QUICKLY);
        awaitFirstSnapshot();
        service.goAway();
        var said = new ArrayList<String>();
        for (int round = 0; round < 3; round++) {
            said.addAll(sayAll(user(prosody, "standup", "ann", "a" + round), round * 150, 150));
            await().atMost(PATIENCE).until(() -> prosody.spooled().contains("\"" + said.getLast() + "\""));
            prosody.kill();
            prosody.startAgain();
        }
        service.comeBack();

        awaitMessages(said);
        assertBootsFollowEachOther(4);
        assertThat(service.events("gap")).isEmpty();
    }

    @Test
    void losesNothingWhenBothAreKilledInTheMiddle() {
        var prosody = prosody(QUICKLY);
        awaitFirstSnapshot();
        var said = new ArrayList<String>();
        for (int round = 0; round < 4; round++) {
            var ann = user(prosody, "standup", "ann", "a" + round);
            var now = sayAll(ann, said.size(), 400);
            said.addAll(now);
            service.loseAnswers(round % 2 == 0);
            // In the middle: some are delivered, the rest is not.
            await().atMost(PATIENCE)
                    .until(() -> prosody.spooled().contains("\"" + now.getLast() + "\"")
                            || messages().contains(now.getLast()));
            service.goAway();
            prosody.kill();
            prosody.startAgain();
            service.loseAnswers(false);
            service.comeBack();
        }
        awaitMessages(said);
        assertBootsFollowEachOther(5);
    }

    @Test
    void passesOverALineThatACrashTore() throws Exception {
        var prosody = prosody(QUICKLY);
        awaitFirstSnapshot();
        service.goAway();
        var said = sayAll(user(prosody, "standup", "ann", "a1"), 0, 5);
        await().atMost(PATIENCE).until(() -> prosody.spooled().contains("\"" + said.getLast() + "\""));
        prosody.kill();
        var newest = prosody.segments().getLast();
        Files.writeString(newest, Files.readString(newest) + "{\"id\":\"half of an ev");
        prosody.startAgain();
        service.comeBack();

        awaitMessages(said);
        await().atMost(PATIENCE).until(() -> service.events("gap").count() == 1);
        var gap = service.events("gap").findFirst().orElseThrow().get("data");
        assertThat(gap.get("dropped").asInt()).isEqualTo(1);
        assertThat(gap.get("why").asString()).isEqualTo("spool unreadable");
    }

    @Test
    void saysHowMuchWasLostWhenTheSpoolIsFull() {
        var prosody = prosody(QUICKLY, "lectorium_spool_max = 50000");
        awaitFirstSnapshot();
        var ann = user(prosody, "standup", "ann", "a1");
        awaitTold("occupant_joined a1");
        service.goAway();
        var said = sayAll(ann, 0, 400);
        await().atMost(PATIENCE).until(() -> prosody.log().contains("Events are being lost"));
        ann.leave();
        assertThat(prosody.spooledBytes()).isLessThan(60_000);
        service.comeBack();

        await().atMost(PATIENCE).until(() -> service.events("gap").count() == 1);
        user(prosody, "standup", "ann", "a2");
        awaitTold("occupant_joined a2");
        var dropped = service.events("gap")
                .findFirst()
                .orElseThrow()
                .get("data")
                .get("dropped")
                .asInt();
        var kept = messages();
        assertThat(kept).isEqualTo(said.subList(0, kept.size()));
        assertThat(dropped)
                .as("messages, the leave and the end of the room; maybe a snapshot")
                .isBetween(400 - kept.size() + 2, 400 - kept.size() + 3);
    }

    @Test
    void sendsWhatIsLeftWhenProsodyStops() {
        var prosody = prosody();
        var people = IntStream.range(0, 30)
                .mapToObj(i -> guest(prosody, "standup", "g" + i, "Guest " + i))
                .toList();
        awaitTold("occupant_joined g29");
        prosody.stop();
        assertThat(people).hasSize(30);
        assertThat(service.events("occupant_left")).hasSize(30);
        assertThat(story()).endsWith("room_destroyed");
    }

    @Test
    void tellsEverythingOfALargeRoom() {
        var prosody = prosody();
        var people = IntStream.range(0, 60)
                .mapToObj(i -> guest(prosody, "lecture", "g" + i, "Guest " + i))
                .toList();
        var said = new ArrayList<String>();
        for (int i = 0; i < 500; i++) {
            said.add(people.get(i % 60).say("message " + i));
        }
        await().atMost(PATIENCE).until(() -> messages().size() == 500);
        people.forEach(Attendee::leave);

        awaitTold("room_destroyed");
        assertThat(messages()).containsExactlyInAnyOrderElementsOf(said);
        for (var one : people) { // among people Prosody decides, one's own words keep their order
            var own = said.stream().filter(id -> id.startsWith(prefix(one))).toList();
            assertThat(messages().stream().filter(id -> id.startsWith(prefix(one))))
                    .containsExactlyElementsOf(own);
        }
        assertThat(service.events("occupant_joined")).hasSize(60);
        assertThat(service.events("occupant_left")).hasSize(60);
        assertThat(service.eventsOfRooms()).hasSize(1 + 60 + 500 + 60 + 1);
    }

    private static String prefix(Attendee attendee) {
        return attendee.nick().substring(attendee.nick().indexOf('/') + 1) + "-";
    }

    private RealProsody prosody(String... options) {
        var prosody = RealProsody.start(home, service.url(), options);
        opened.add(prosody);
        return prosody;
    }

    private Attendee user(RealProsody prosody, String room, String user, String id) {
        return member(prosody, room, user, RealProsody.USERS, id);
    }

    private Attendee member(RealProsody prosody, String room, String user, String domain, String id) {
        var attendee = Attendee.join(prosody, room, user, domain, id);
        opened.add(attendee);
        return attendee;
    }

    private Attendee guest(RealProsody prosody, String room, String id, String name) {
        var attendee = Attendee.joinAsGuest(prosody, room, id, name);
        opened.add(attendee);
        return attendee;
    }

    private static List<String> sayAll(Attendee who, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> who.say("message " + i))
                .toList();
    }

    private void awaitFirstSnapshot() {
        await().atMost(PATIENCE).until(() -> service.events("rooms").findAny().isPresent());
    }

    private void awaitStory(String... lines) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(story()).containsExactly(lines));
    }

    private void awaitTold(String line) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(story()).contains(line));
    }

    private void awaitMessages(List<String> ids) {
        await().atMost(PATIENCE).until(() -> messages().size() >= ids.size());
        assertThat(messages()).containsExactlyElementsOf(ids);
    }

    private List<String> messages() {
        return service.events("chat_message")
                .map(event -> event.get("data").get("message_id").asString())
                .toList();
    }

    /** One line for each event of a room. */
    private List<String> story() {
        return service.eventsOfRooms().stream().map(LectoriumEventsIT::line).toList();
    }

    private static String line(JsonNode event) {
        var data = event.get("data");
        var words = switch (event.get("type").asString()) {
            case "chat_message" -> texts(data, "participant_id", "message_id");
            case "chat_retracted", "chat_reaction" -> texts(data, "participant_id", "target");
            case "name_changed" -> texts(data, "participant_id", "name");
            case "recording" -> texts(data, "status", "session_id");
            case "occupant_left" -> texts(data, "participant_id", "reason");
            case "occupant_joined" -> texts(data, "participant_id");
            default -> List.<String>of();
        };
        return String.join(
                " ",
                Stream.concat(Stream.of(event.get("type").asString()), words.stream())
                        .toList());
    }

    private static List<String> texts(JsonNode node, String... fields) {
        return Stream.of(fields).map(field -> node.get(field).asString()).toList();
    }

    private void assertBootsFollowEachOther(int boots) {
        await().atMost(PATIENCE).until(() -> service.events("boot").count() >= boots);
        var all = service.events("boot").toList();
        assertThat(all).hasSize(boots);
        assertThat(all.getFirst().get("data").get("previous_boot").isNull()).isTrue();
        for (int i = 1; i < boots; i++) {
            assertThat(all.get(i).get("data").get("previous_boot"))
                    .isEqualTo(all.get(i - 1).get("boot"));
        }
        var order = service.events().stream()
                .map(event -> event.get("boot"))
                .distinct()
                .toList();
        assertThat(order).isEqualTo(all.stream().map(event -> event.get("boot")).toList());
    }

    /** In the order in which they came, those that were refused put back where they belong. */
    private void assertSequenceWithoutGaps() {
        var refused = service.refused().stream().map(LectoriumEventsIT::place).toList();
        var next = new HashMap<String, Long>();
        for (var event : service.events()) {
            var boot = event.get("boot").asString();
            var expected = next.getOrDefault(boot, 1L);
            while (refused.contains(boot + " " + expected)) {
                expected++;
            }
            assertThat(place(event)).isEqualTo(boot + " " + expected);
            next.put(boot, expected + 1);
        }
    }

    private static String place(JsonNode event) {
        return event.get("boot").asString() + " " + event.get("seq").asLong();
    }
}
