package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.testkit.LectoriumClient;
import tools.jackson.databind.json.JsonMapper;

/** A conference as our module in Prosody tells of it. */
final class ToldConference {

    private static final JsonMapper JSON = JsonMapper.shared();

    final String meetingId = UUID.randomUUID().toString();

    private final LectoriumClient prosody;
    private final String room;
    private final String boot = UUID.randomUUID().toString();
    private int told;

    private ToldConference(LectoriumClient prosody, String room) {
        this.prosody = prosody;
        this.room = room;
    }

    static ToldConference begin(RunningLectorium lectorium, String room, Instant at) {
        var conference = new ToldConference(lectorium.nobody().withBearer(LectoriumTest.CALLBACK_TOKEN), room);
        conference.tell("room_created", at, Map.of());
        conference.tell(
                "occupant_joined", at, Map.of("participant_id", "first", "kind", "participant", "name", "Somebody"));
        return conference;
    }

    /** Somebody with an account. */
    void joined(String userId, Instant at) {
        tell(
                "occupant_joined",
                at,
                Map.of("participant_id", "p-" + userId, "kind", "participant", "user_id", userId, "name", "Name"));
    }

    void wrote(String id, String author, String text, Instant at) {
        tell("chat_message", at, Map.of("message_id", id, "participant_id", "first", "name", author, "body", text));
    }

    void answered(String id, String author, String text, String replyTo, Instant at) {
        tell(
                "chat_message",
                at,
                Map.of("message_id", id, "participant_id", "first", "name", author, "body", text, "reply_to", replyTo));
    }

    void tookBack(String id, Instant at) {
        tell("chat_retracted", at, Map.of("target", id, "participant_id", "first"));
    }

    /** @param status pending, on or off */
    void recorder(String session, String status, Instant at) {
        recorder(session, status, "file", null, at);
    }

    /**
     * @param mode file or stream
     * @param failure busy or error; null if it did not fail
     */
    void recorder(String session, String status, String mode, @Nullable String failure, Instant at) {
        var data = new HashMap<>(Map.of("session_id", session, "status", status, "mode", mode));
        if (failure != null) {
            data.put("failure_reason", failure);
        }
        tell("recording", at, data);
    }

    void end(Instant at) {
        tell("occupant_left", at, Map.of("participant_id", "first", "kind", "participant", "name", "Somebody"));
        tell("room_destroyed", at, Map.of());
    }

    private void tell(String type, Instant at, Map<String, String> data) {
        var event = new HashMap<String, Object>(Map.of(
                "id",
                UUID.randomUUID().toString(),
                "boot",
                boot,
                "seq",
                ++told,
                "type",
                type,
                "at",
                at.toEpochMilli(),
                "room_jid",
                room + "@muc.meet.example.org",
                "meeting_id",
                meetingId,
                "data",
                data));
        var answer = prosody.post("/api/v1/callbacks/prosody/events", JSON.writeValueAsString(List.of(event)));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }
}
