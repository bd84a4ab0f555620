package org.lectorium.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectorium.catalog.Series.Part;
import org.lectorium.catalog.Series.Take;
import org.lectorium.core.RecordingId;
import org.lectorium.core.UserId;

class SeriesTest {

    private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");

    /** Such as {@code a:ann:7:0-60}: recording, sender ({@code jibri} for recorders), conference, first and last second. */
    private static final Pattern TAKE = Pattern.compile("(\\w):(\\w+):(\\d):([\\d.]+)-([\\d.]+)");

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "a:ann:7:0-60,                                             ''",
        "a:ann:7:0-60    b:ann:7:70-90,                            a 1/2 -b  b 2/2 a-",
        "b:ann:7:70-90   a:ann:7:0-60,                             a 1/2 -b  b 2/2 a-",
        "a:jibri:7:0-60  b:jibri:7:60-90  c:jibri:7:99-100,        a 1/3 -b  b 2/3 ac  c 3/3 b-",
        // Another sender, or another conference.
        "a:ann:7:0-60    b:bob:7:70-90,                            ''",
        "a:ann:7:0-60    b:jibri:7:70-90,                          ''",
        "a:ann:7:0-60    b:ann:8:70-90,                            ''",
        // At once.
        "a:ann:7:0-60    b:ann:7:30-90,                            ''",
        "a:ann:7:0-60    b:ann:7:10-20,                            ''",
        "a:ann:7:0-60    b:ann:7:0-60,                             ''",
        // Clocks are not exact.
        "a:ann:7:0-60    b:ann:7:58-90,                            a 1/2 -b  b 2/2 a-",
        "a:ann:7:0-60    b:ann:7:57.9-90,                          ''",
        "a:ann:7:0-1     b:ann:7:0-1,                              ''",
        // Two recorders at once: what comes later goes on with the one that ended last.
        "a:jibri:7:0-60  b:jibri:7:5-65  c:jibri:7:70-90,          b 1/2 -c  c 2/2 b-",
        "a:jibri:7:0-60  b:jibri:7:5-65  c:jibri:7:62-80 d:jibri:7:70-90, a 1/2 -c  b 1/2 -d  c 2/2 a-  d 2/2 b-",
        // A long one and two short ones within it.
        "a:ann:7:0-60    b:ann:7:10-20   c:ann:7:30-40,            b 1/2 -c  c 2/2 b-"
    })
    void numbersWhatFollowsOneAnother(String takes, String parts) {
        assertThat(shown(Series.parts(takes(takes)))).isEqualTo(parts);
    }

    @Test
    void numbersAlikeInWhateverOrderTheyAreRead() {
        var takes = takes("a:jibri:7:0-60 b:jibri:7:0-60 c:jibri:7:70-90 d:jibri:7:70-95 e:ann:7:1-2 f:ann:7:3-4");
        var numbered = shown(Series.parts(takes));

        for (int i = 0; i < 20; i++) {
            Collections.shuffle(takes);
            assertThat(shown(Series.parts(takes))).isEqualTo(numbered);
        }
    }

    private static List<Take> takes(String text) {
        return TAKE.matcher(text)
                .results()
                .map(take -> new Take(
                        recording(take.group(1)),
                        Integer.parseInt(take.group(3)),
                        take.group(2).equals("jibri")
                                ? null
                                : new UserId(
                                        UUID.nameUUIDFromBytes(take.group(2).getBytes(UTF_8))),
                        at(take.group(4)),
                        at(take.group(5))))
                .collect(Collectors.toList());
    }

    private static Instant at(String seconds) {
        return TEN.plusMillis(Math.round(1000 * Double.parseDouble(seconds)));
    }

    private static RecordingId recording(String letter) {
        return new RecordingId(new UUID(0, letter.charAt(0)));
    }

    private static String shown(Map<RecordingId, Part> parts) {
        return parts.entrySet().stream()
                .map(each -> "%s %d/%d %s%s"
                        .formatted(
                                letter(each.getKey()),
                                each.getValue().number(),
                                each.getValue().of(),
                                letter(each.getValue().previous()),
                                letter(each.getValue().next())))
                .sorted()
                .collect(Collectors.joining("  "));
    }

    private static String letter(@Nullable RecordingId recording) {
        return recording == null
                ? "-"
                : Character.toString((char) recording.value().getLeastSignificantBits());
    }
}
