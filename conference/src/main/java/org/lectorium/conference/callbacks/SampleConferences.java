package org.lectorium.conference.callbacks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.lectorium.core.UserId;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells of conferences that never were, as our module in Prosody would, for who wants to see the history before there
 * is one.
 */
@Component
public class SampleConferences {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String HOST = "host";

    private final EventIntake intake;
    private final Clock clock;

    SampleConferences(EventIntake intake, Clock clock) {
        this.intake = intake;
        this.clock = clock;
    }

    /** @param second after the start */
    public record Line(int second, String author, String text) {}

    /**
     * @param room its name as it stands in its address
     * @param host who is there from the beginning to the end; the others come when they first write something
     * @return what Prosody would have called it
     */
    public String tell(String room, Instant start, Duration length, UserId host, String hostName, List<Line> lines) {
        var teller = new Teller(room);
        teller.tell("room_created", start, Map.of());
        teller.tell("occupant_joined", start, who(HOST, hostName, "owner", host.toString()));
        var guests = new ArrayList<String>();
        for (Line line : lines) {
            var at = start.plusSeconds(line.second());
            if (!line.author().equals(hostName) && !guests.contains(line.author())) {
                guests.add(line.author());
                teller.tell("occupant_joined", at.minusSeconds(3), who(line.author(), line.author(), "member", ""));
            }
            teller.tell(
                    "chat_message",
                    at,
                    Map.of(
                            "message_id",
                            UUID.randomUUID().toString(),
                            "body",
                            line.text(),
                            "participant_id",
                            line.author().equals(hostName) ? HOST : line.author()));
        }
        teller.tell("room_destroyed", start.plus(length), Map.of());
        intake.keep(EventReader.ofModule(JSON.writeValueAsString(teller.events), clock.instant()));
        return teller.meeting;
    }

    private static Map<String, Object> who(String participant, String name, String affiliation, String user) {
        return Map.of(
                "kind",
                "participant",
                "participant_id",
                participant,
                "name",
                name,
                "affiliation",
                affiliation,
                "user_id",
                user);
    }

    private static final class Teller {

        private final String room;
        private final String meeting = UUID.randomUUID().toString();
        private final List<Map<String, Object>> events = new ArrayList<>();

        Teller(String room) {
            this.room = room;
        }

        /** Without a boot of their own, so that no event of it is ever missed. */
        void tell(String type, Instant at, Map<String, Object> data) {
            events.add(Map.of(
                    "id",
                    UUID.randomUUID().toString(),
                    "seq",
                    events.size() + 1,
                    "type",
                    type,
                    "at",
                    at.toEpochMilli(),
                    "room_jid",
                    room + "@sample",
                    "meeting_id",
                    meeting,
                    "data",
                    data));
        }
    }
}
