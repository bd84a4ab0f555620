package org.lectorium.conference.appearance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lectorium.core.ImageType;

class AppearanceTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final Look PLAIN = new Look(null, null, null, null, null, null, null, false, false, false, false);

    @Test
    void prefersTheChosenThenTheRoomsThenTheNewest() {
        var all = appearance(Set.of(), null, null, 1);
        var newerForAll = appearance(Set.of(), null, null, 2);
        var forRoom = appearance(Set.of("room"), null, null, 0);
        var forOther = appearance(Set.of("other"), null, null, 3);
        var over = appearance(Set.of("room"), null, NOW, 9);
        var notYet = appearance(Set.of("room"), NOW.plusSeconds(1), null, 9);
        var everything = List.of(all, newerForAll, forRoom, forOther, over, notYet);

        assertThat(Appearance.of("room", null, everything, NOW)).contains(forRoom);
        assertThat(Appearance.of("third", null, everything, NOW)).contains(newerForAll);
        assertThat(Appearance.of("room", all.id(), everything, NOW)).contains(all);
        assertThat(Appearance.of("room", forOther.id(), everything, NOW)).contains(forOther);
        assertThat(Appearance.of("room", over.id(), everything, NOW)).contains(forRoom);
        assertThat(Appearance.of("room", null, List.of(over, notYet, forOther), NOW))
                .isEmpty();
    }

    @Test
    void knowsImagesByTheirBytes() {
        assertThat(ImageType.of(bytes("\u0089PNG\r\n\u001a\n...."))).contains(ImageType.PNG);
        assertThat(ImageType.of(bytes("\u00ff\u00d8\u00ff\u00e0"))).contains(ImageType.JPEG);
        assertThat(ImageType.of(bytes("RIFF....WEBPVP8 "))).contains(ImageType.WEBP);
        for (var other : new String[] {"", "RIFF....WAVE", "RIFF....WEB", "<svg/>", "GIF89a...", "\u0089PNG"}) {
            assertThat(ImageType.of(bytes(other))).as(other).isEmpty();
        }
    }

    @Test
    void saysNothingToJitsiWhereThereIsNothingToSay() {
        assertThat(Branding.of(null, "https://x")).isEmpty();
        assertThat(Branding.of(LookJson.of(appearance(Set.of(), null, null, 0)), "https://x"))
                .containsOnlyKeys("requireRecordingConsent");
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Appearance appearance(
            Set<String> rooms, @Nullable Instant from, @Nullable Instant until, long created) {
        return new Appearance(
                UUID.randomUUID(), "name", rooms, from, until, PLAIN, null, null, Instant.ofEpochSecond(created));
    }
}
