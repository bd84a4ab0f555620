package org.lectorium.conference.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectorium.conference.ConferenceProblem;
import org.lectorium.conference.story.Told;
import org.lectorium.core.ProblemException;

class EventReaderTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final String ID = "7b7e2b7e-3f0f-4d0e-9a3b-0123456789ab";

    @Test
    void keepsTheTextToTheLetter() {
        var one = "{ \"id\":\"%s\",  \"type\":\"x\", \"x\": 1.50, \"x\": \"\\u0000\\ud800\" }".formatted(ID);
        var other = "{\"id\":\"" + UUID.randomUUID() + "\"}";

        assertThat(EventReader.ofModule("[ " + one + " ,\n" + other + "]", NOW))
                .extracting(Told::body)
                .containsExactly(one, other);
        assertThat(EventReader.ofModule(one, NOW)).extracting(Told::body).containsExactly(one);
    }

    @Test
    void readsWhatSortsIt() {
        var told = EventReader.ofModule("""
                        {"id": "%s", "boot": "%s", "seq": 7, "type": "chat_message", "at": 1795391337123,
                         "room_jid": "standup@muc.meet", "meeting_id": "m", "data": {}}
                        """.formatted(ID, ID), NOW).getFirst();

        assertThat(told.at()).isEqualTo(Instant.ofEpochMilli(1795391337123L));
        assertThat(told.seq()).isEqualTo(7);
        assertThat(told.boot()).hasToString(ID);
        assertThat(told.room()).isEqualTo("standup");
        assertThat(told.meeting()).isEqualTo("m");
    }

    /** A14: times that cannot be, and characters that PostgreSQL refuses. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1e300", "253402300799000000", "\"soon\"", "null", "{}"})
    void takesItsOwnTimeForAnImpossibleOne(String at) {
        var told = EventReader.ofModule(
                        "{\"id\": \"%s\", \"at\": %s, \"type\": \"a\\u0000b\", \"room_jid\": [1]}".formatted(ID, at),
                        NOW)
                .getFirst();

        assertThat(told.at()).isEqualTo(NOW);
        assertThat(told.type()).isEqualTo("ab");
        assertThat(told.roomJid()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "1",
                "\"x\"",
                "[1]",
                "[[]]",
                "{",
                "[{}",
                "{} {}",
                "[{}]",
                "{\"id\": 5}",
                "{\"id\": \"x\"}"
            })
    void refusesWhatIsNoEvent(String text) {
        assertThatThrownBy(() -> EventReader.ofModule(text, NOW))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.key()).isEqualTo(ConferenceProblem.CALLBACK_INVALID));
    }

    @Test
    void refusesABottomlessPit() {
        var deep = "{\"id\": \"%s\", \"data\": %s}".formatted(ID, "[".repeat(100_000));

        assertThatThrownBy(() -> EventReader.ofModule(deep, NOW)).isInstanceOf(ProblemException.class);
    }

    @Test
    void knowsTheSameSyncEventAgain() {
        var joined = "{\"event_name\": \"muc-occupant-joined\", \"room_jid\": \"r@muc\", \"occupant\": "
                + "{\"occupant_jid\": \"a@b/c\", \"joined_at\": 1795391337}}";
        var reordered = "{\"occupant\": {\"joined_at\": 1795391337, \"occupant_jid\": \"a@b/c\"}, "
                + "\"room_jid\": \"r@muc\", \"event_name\": \"muc-occupant-joined\"}";
        var other = joined.replace("1795391337", "1795391338");

        assertThat(EventReader.ofSync(reordered, NOW).id())
                .isEqualTo(EventReader.ofSync(joined, NOW).id());
        assertThat(EventReader.ofSync(other, NOW).id())
                .isNotEqualTo(EventReader.ofSync(joined, NOW).id());
        assertThat(EventReader.ofSync(joined, NOW).at()).isEqualTo(Instant.ofEpochSecond(1795391337));
    }
}
