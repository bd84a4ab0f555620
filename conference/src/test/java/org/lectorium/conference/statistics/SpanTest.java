package org.lectorium.conference.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {

    /** Spans are written as from-to, in minutes; the window goes from 0 to 60. */
    @ParameterizedTest
    @CsvSource({
        "''              , 0",
        "10-20           , 1",
        // Who leaves as the next one comes was not there together with them.
        "10-20 20-30     , 1",
        "10-21 20-30     , 2",
        "10-40 20-30 25-28, 3",
        // What began before counts from the beginning of the window on, what ends later up to its end.
        "-90-10 5-200    , 2",
        "-90-10 20-200   , 1",
        "-90-200 -80-300 , 2",
        // The end does not belong to it.
        "-30-0 60-90     , 0",
        // Who only looked in was there.
        "10-10           , 1",
        "10-10 5-20      , 1",
        "60-60           , 0",
        // A clock that was set back.
        "30-10           , 1"
    })
    void countsWhatIsThereAtTheSameTime(String spans, int peak) {
        assertThat(span("0-60").peak(spans(spans))).isEqualTo(peak);
    }

    @ParameterizedTest
    @CsvSource({"10-20, 600", "-10-20, 1200", "50-90, 600", "-10-90, 3600", "70-90, 0", "-20-0, 0", "30-10, 0"})
    void sharesTime(String span, long seconds) {
        assertThat(span(span).sharedWith(span("0-60")).toSeconds()).isEqualTo(seconds);
    }

    private static List<Span> spans(String text) {
        return Arrays.stream(text.strip().split(" +"))
                .filter(span -> !span.isEmpty())
                .map(SpanTest::span)
                .toList();
    }

    private static Span span(String text) {
        int dash = text.indexOf('-', 1);
        return new Span(minute(text.substring(0, dash)), minute(text.substring(dash + 1)));
    }

    private static Instant minute(String minute) {
        return Instant.parse("2026-11-25T12:00:00Z").plusSeconds(60 * Long.parseLong(minute));
    }
}
