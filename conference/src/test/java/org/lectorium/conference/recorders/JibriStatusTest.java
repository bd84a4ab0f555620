package org.lectorium.conference.recorders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectorium.conference.recorders.Recorder.Busy;
import org.lectorium.conference.recorders.Recorder.State;
import org.lectorium.core.ProblemException;

class JibriStatusTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    @Test
    void readsWhatJibriSends() {
        assertThat(read("""
                        {"jibriId": "jibri-1", "status": {"busyStatus": "BUSY",
                          "health": {"healthStatus": "HEALTHY", "details": {}}}}
                        """)).isEqualTo(new Recorder("jibri-1", Busy.BUSY, true, null, NOW));
    }

    @Test
    void saysWhichPartIsIllAndOverlooksWhatItDoesNotKnow() {
        assertThat(read("""
                        {"jibriId": "jibri-1", "zone": 7, "status": {"busyStatus": "EXPIRED", "since": "…",
                          "health": {"healthStatus": "UNHEALTHY", "details": {
                            "chrome": {"healthStatus": "UNHEALTHY", "detail": "does not start"},
                            "ffmpeg": {"healthStatus": "HEALTHY", "detail": "fine"},
                            "xmpp": {"healthStatus": "UNHEALTHY"}}}}}
                        """))
                .isEqualTo(new Recorder("jibri-1", Busy.EXPIRED, false, "chrome: does not start; xmpp", NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "{}",
                "{\"jibriId\": \"a\"}",
                "{\"jibriId\": {}, \"status\": {\"busyStatus\": \"IDLE\", \"health\": {\"healthStatus\": \"HEALTHY\"}}}",
                "{\"jibriId\": \"a\", \"status\": {\"busyStatus\": \"TIRED\", \"health\": {\"healthStatus\": \"HEALTHY\"}}}",
                "{\"jibriId\": \"a\", \"status\": {\"busyStatus\": \"IDLE\", \"health\": {\"healthStatus\": \"?\"}}}"
            })
    void refusesWhatIsNoStatus(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.key()).isEqualTo(RecordersProblem.RECORDER_STATUS_INVALID));
    }

    @ParameterizedTest
    @CsvSource({
        "IDLE   , true , 60 , IDLE",
        "BUSY   , true , 60 , BUSY",
        "EXPIRED, true , 60 , BUSY",
        "IDLE   , false, 60 , UNHEALTHY",
        "IDLE   , true , 180, IDLE",
        "IDLE   , true , 200, LOST",
        "BUSY   , false, 200, LOST"
    })
    void saysTheWorst(Busy busy, boolean healthy, long secondsAgo, State state) {
        var recorder = new Recorder("a", busy, healthy, null, NOW.minusSeconds(secondsAgo));

        assertThat(recorder.state(NOW)).isEqualTo(state);
    }

    private static Recorder read(String body) {
        return JibriStatus.read(body.getBytes(StandardCharsets.UTF_8), NOW);
    }
}
