package org.lectorium.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectorium.catalog.Expected.Outlook;
import org.lectorium.core.RecorderRun;
import org.lectorium.core.RecordingId;

class ExpectedTest {

    private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
    private static final Duration PATIENCE = Duration.ofHours(6);

    @ParameterizedTest(name = "begun {0}, over {1}, {2}, missed {3}: {4}")
    @CsvSource({
        "-, -,  -,     -,  UNBEGUN",
        "-, 60, -,     -,  UNBEGUN",
        "-, 60, busy,  -,  NEVER_BEGAN",
        "5, -,  -,     -,  WAITED_FOR",
        // Failed before and tried again.
        "5, -,  busy,  -,  WAITED_FOR",
        "5, 60, -,     -,  WAITED_FOR",
        "5, 60, error, -,  BROKEN_OFF",
        "5, 60, error, 99, BROKEN_OFF",
        "5, 60, -,     99, MISSING"
    })
    void tellsWhatIsToBeThought(String begun, String over, String failure, String missed, Outlook outlook) {
        var expected = expected(run(begun, over, failure.equals("-") ? null : failure), null, at(missed));

        assertThat(expected.outlook()).isEqualTo(outlook);
    }

    @ParameterizedTest(name = "over {0}, heard {1}, asked {2}: {3}")
    @CsvSource({
        "60, 61,    3700,  false",
        "60, 61,    21661, true",
        // Away at the end: what waited for us may wait still.
        "60, 20000, 21661, false",
        "60, 20000, 41600, true",
        "-,  -,     99999, false"
    })
    void waitsFromWhenTheEndWasHeardOf(String over, String heard, long now, boolean overdue) {
        var expected = expected(run("5", over, null), at(heard), null);

        assertThat(expected.isOverdue(TEN.plusSeconds(now), PATIENCE)).isEqualTo(overdue);
    }

    @Test
    void hearsOfTheSameEndOnce() {
        var first = expected(run("5", "-", null), null, null)
                .following(run("5", "60", null), "r", "m", 7, TEN.plusSeconds(70));
        var again = first.following(run("5", "60", null), null, null, null, TEN.plusSeconds(900));

        assertThat(first.endHeardAt()).isEqualTo(at("70"));
        assertThat(again).isEqualTo(first);
    }

    @Test
    void isNotMissingWhileItGoesOnAfterAll() {
        var missed = expected(run("5", "60", null), at("61"), at("30000"));

        var onAgain = missed.following(run("5", "-", null), null, null, null, TEN.plusSeconds(30001));

        assertThat(onAgain.outlook()).isEqualTo(Outlook.WAITED_FOR);
        assertThat(onAgain.missingAt()).isNull();
    }

    private static Expected expected(RecorderRun run, @Nullable Instant heard, @Nullable Instant missed) {
        return new Expected(RecordingId.random(), null, null, null, run, heard, null, missed, null);
    }

    private static RecorderRun run(String begun, String over, @Nullable String failure) {
        return new RecorderRun("session", TEN, at(begun), at(over), failure);
    }

    private static @Nullable Instant at(String seconds) {
        return seconds.equals("-") ? null : TEN.plusSeconds(Long.parseLong(seconds));
    }
}
