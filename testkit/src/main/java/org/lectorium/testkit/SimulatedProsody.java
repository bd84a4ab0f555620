package org.lectorium.testkit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells what our module in Prosody would tell, in its words and with its signature. One object is one of Prosody's lives.
 * Times are given, so that a whole day can be told in a second.
 */
public final class SimulatedProsody {

    public static final String EVENTS = "/api/v1/callbacks/prosody/events";
    public static final String SIGNATURE = "X-Lectorium-Signature";

    private static final String MUC = "@muc.meet.example.org";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final UUID boot = UUID.randomUUID();
    private final AtomicLong seq = new AtomicLong();

    public UUID boot() {
        return boot;
    }

    /** One room instance. */
    public final class Room {

        private final String name;
        private final String meeting = UUID.randomUUID().toString();

        private Room(String name) {
            this.name = name;
        }

        public String meeting() {
            return meeting;
        }

        public String jid() {
            return name + MUC;
        }

        public ObjectNode created(Instant at) {
            return event("room_created", at, Map.of());
        }

        public ObjectNode destroyed(Instant at) {
            return event("room_destroyed", at, Map.of());
        }

        /** @param user the id in their token; empty for a guest */
        public ObjectNode joined(Instant at, String participant, String user, String name) {
            return event("occupant_joined", at, who(participant, user, name));
        }

        public ObjectNode left(Instant at, String participant, String user, String name) {
            return event("occupant_left", at, who(participant, user, name));
        }

        private static Map<String, Object> who(String participant, String user, String name) {
            return user.isEmpty()
                    ? Map.of("kind", "participant", "participant_id", participant, "name", name)
                    : Map.of(
                            "kind",
                            "participant",
                            "participant_id",
                            participant,
                            "name",
                            name,
                            "user_id",
                            user,
                            "email",
                            name.toLowerCase(Locale.ROOT).replace(' ', '.') + "@example.org");
        }

        public ObjectNode said(Instant at, String participant, String message, String text) {
            return event(
                    "chat_message", at, Map.of("message_id", message, "body", text, "participant_id", participant));
        }

        public ObjectNode retracted(Instant at, String participant, String message) {
            return event("chat_retracted", at, Map.of("target", message, "participant_id", participant));
        }

        /** @param status pending, on or off */
        public ObjectNode recording(Instant at, String session, String status) {
            return event("recording", at, Map.of("session_id", session, "status", status, "mode", "file"));
        }

        public ObjectNode event(String type, Instant at, Map<String, ?> data) {
            return SimulatedProsody.this
                    .event(type, at, data)
                    .put("room_jid", jid())
                    .put("room", name)
                    .put("meeting_id", meeting);
        }
    }

    public Room room(String name) {
        return new Room(name);
    }

    /** @param before the life before this one; null if there was none */
    public ObjectNode booted(Instant at, @Nullable SimulatedProsody before) {
        return event("boot", at, before == null ? Map.of() : Map.of("previous_boot", before.boot.toString()));
    }

    /** All rooms that there are. */
    public ObjectNode snapshot(Instant at, List<Room> rooms) {
        return event(
                "rooms",
                at,
                Map.of(
                        "rooms",
                        rooms.stream()
                                .map(room -> Map.of("room_jid", room.jid(), "meeting_id", room.meeting()))
                                .toList()));
    }

    private ObjectNode event(String type, Instant at, Map<String, ?> data) {
        var event = JSON.createObjectNode()
                .put("id", UUID.randomUUID().toString())
                .put("boot", boot.toString())
                .put("seq", seq.incrementAndGet())
                .put("type", type)
                .put("at", at.toEpochMilli());
        event.set("data", JSON.valueToTree(data));
        return event;
    }

    /** One request's body. */
    public static String body(List<ObjectNode> events) {
        ArrayNode array = JSON.createArrayNode();
        events.forEach(array::add);
        return array.toString();
    }

    /** What proves that the body comes from who has the token. */
    public static String sign(String token, String body, Instant now) {
        try {
            var key = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(("lectorium callbacks:" + token).getBytes(StandardCharsets.UTF_8)));
            var hmac = Mac.getInstance("HmacSHA256");
            hmac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            var mac = hmac.doFinal((now.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8));
            return "t=" + now.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(mac);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
