package org.lectorium.transcode.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectorium.core.ProblemException;
import org.lectorium.transcode.TranscodeProblem;
import org.lectorium.transcode.TranscodeSettings;
import org.lectorium.transcode.TranscodeSettings.SandboxMode;

class RetryPolicyTest {

    private static final Instant NOW = Instant.parse("2026-09-01T10:00:00Z");
    private static final int MAX_TRIES = 130;
    private static final TranscodeSettings SETTINGS = new TranscodeSettings(
            Path.of("work"), null, Path.of("cache"), 1, MAX_TRIES, Duration.ofSeconds(10), 1, SandboxMode.LIMITS);

    private static Duration delay(int failures) {
        var away = new ProblemException(TranscodeProblem.STORAGE_AWAY).problem();
        return RetryPolicy.nextTry(away, failures, NOW, SETTINGS)
                .map(next -> Duration.between(NOW, next))
                .orElse(Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({"1, PT10S", "2, PT20S", "6, PT5M20S", "7, PT10M", "129, PT10M"})
    void waitsLongerEachTimeUpToTenMinutes(int failures, Duration delay) {
        assertThat(delay(failures)).isEqualTo(delay);
    }

    @Test
    void givesWhoeverMendsItMostOfADay() {
        var all = IntStream.range(1, MAX_TRIES).mapToObj(RetryPolicyTest::delay).reduce(Duration.ZERO, Duration::plus);

        assertThat(all).isGreaterThan(Duration.ofHours(20));
        assertThat(delay(MAX_TRIES)).isZero();
    }

    @Test
    void doesNotRepeatWhatTimeCannotHeal() {
        var failed = new ProblemException(TranscodeProblem.PROCESSING_FAILED).problem();

        assertThat(RetryPolicy.nextTry(failed, 1, NOW, SETTINGS)).isEmpty();
    }
}
