package org.lectorium.conference.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomNameTest {

    @ParameterizedTest
    @CsvSource({
        "Standup, standup",
        "Линейная алгебра, lineynaya-algebra",
        "Ёлки и щука, yolki-i-shchuka",
        "Подъезд № 5, podezd-no-5",
        "СЪЁМКА, syomka",
        "Хорошо: цех/чаща — «эхо» юлы, khorosho-tsekh-chashcha-ekho-yuly",
        "Їжак і ґанок, yizhak-i-ganok",
        "Straße, strasse",
        "İstanbul ısı, istanbul-isi",
        "Crème brûlée, creme-brulee",
        "ﬁle １２３, file-123",
        "--a__b--, a-b",
        "../../etc/passwd, etc-passwd",
        "a%2Fb, a-2fb",
        "live, live-1",
        "room🎓1, room-1"
    })
    void makesANameOfWhatWasTyped(String typed, String name) {
        assertThat(RoomName.of(typed))
                .hasValueSatisfying(made -> assertThat(made.value()).isEqualTo(name));
        assertThat(RoomName.of(name)).as("a name becomes itself").contains(new RoomName(name));
    }

    @Test
    void takesLettersThatFellApartForTheSame() {
        assertThat(RoomName.of("и\u0306од е\u0308ж")).isEqualTo(RoomName.of("йод ёж"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "!?", "---", "ъь", "会議", "🎓"})
    void makesNothingOfNothing(String typed) {
        assertThat(RoomName.of(typed)).isEmpty();
    }

    @Test
    void isNeverLongerThanJibriTakes() {
        assertThat(RoomName.of("щ".repeat(100)).orElseThrow().value()).hasSize(60);
        assertThat(RoomName.of("a".repeat(59) + "-bcd").orElseThrow().value()).isEqualTo("a".repeat(59));
        assertThat(RoomName.of("a".repeat(201))).isEmpty();
    }
}
