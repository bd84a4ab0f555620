package org.lectorium.conference.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class RedactionTest {

    private static final String USER = "00000000-0000-0000-0000-0000000000aa";
    private static final Set<String> IDS = Set.of(USER, "abc123");
    private static final Set<String> NAMES = Set.of("Anna", "anna@example.org");

    @Test
    void blackensWhoJoined() {
        same("""
                {"id": "e1", "type": "occupant_joined", "room_jid": "r@muc", "room": "r", "data": {"kind": "participant",
                 "participant_id": "abc123", "jid": "anna@host/x", "user_id": "%s", "name": "Anna",
                 "email": "anna@example.org", "authenticated": true}}
                """.formatted(USER), """
                {"id": "e1", "type": "occupant_joined", "room_jid": "r@muc", "room": "r", "data": {"kind": "participant",
                 "participant_id": "abc123", "jid": "", "user_id": "", "name": "", "email": "", "authenticated": true}}
                """);
    }

    @Test
    void blackensWhatWasWritten() {
        same("""
                {"type": "chat_message", "at": 1, "data": {"message_id": "m1", "body": "Hello", "participant_id": "abc123",
                 "user_id": "%s", "name": "Anna", "reply_to": null}}
                """.formatted(USER), """
                {"type": "chat_message", "at": 1, "data": {"message_id": "m1", "body": "", "participant_id": "abc123",
                 "user_id": "", "name": "", "reply_to": null}}
                """);
    }

    @Test
    void blackensPollsAndWhatEventSyncTells() {
        same(
                "{\"data\": {\"question\": \"Coffee?\", \"sender_id\": \"abc123\", \"sender_name\": \"A.\","
                        + " \"answers\": [{\"key\": \"0\"}]}}",
                "{\"data\": {\"question\": \"\", \"sender_id\": \"abc123\", \"sender_name\": \"\","
                        + " \"answers\": [{\"key\": \"0\"}]}}");
        same(
                "{\"event_name\": \"muc-occupant-joined\", \"occupant\": {\"id\": \"%s\", \"name\": \"Anna\","
                                .formatted(USER)
                        + " \"occupant_jid\": \"r@muc/abc123\"}}",
                "{\"event_name\": \"muc-occupant-joined\", \"occupant\": {\"id\": \"\", \"name\": \"\","
                        + " \"occupant_jid\": \"r@muc/abc123\"}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"chat_message\", \"data\": {\"body\": \"Hi Anna\", \"participant_id\": \"other\"}}",
                "{\"type\": \"room_created\", \"data\": {}}",
                "{\"type\": \"recording\", \"data\": {\"initiator\": \"abc123\", \"status\": \"on\"}}",
                "{}",
                "no JSON",
                ""
            })
    void leavesWhatSaysNothingOfThem(String body) {
        assertThat(Redaction.of(body, IDS, NAMES)).isEmpty();
    }

    private static void same(String body, String expected) {
        var mapper = JsonMapper.shared();
        var black = Redaction.of(body, IDS, NAMES).orElseThrow();
        assertThat(mapper.readTree(black)).isEqualTo(mapper.readTree(expected));
        assertThat(Redaction.of(black, IDS, NAMES)).isEmpty();
    }
}
