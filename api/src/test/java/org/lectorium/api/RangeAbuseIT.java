package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectorium.testkit.GeneratedMedia;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A7: whatever ranges somebody asks for, they get the object at most once. */
@LectoriumTest
class RangeAbuseIT {

    @TempDir
    Path temp;

    @LocalServerPort
    private int port;

    private RunningLectorium lectorium;
    private String link;
    private byte[] whole;

    @BeforeEach
    void record() {
        lectorium = RunningLectorium.onPort(port);
        var recording = lectorium.processed(new GeneratedMedia(temp).jibri(320, 240, 2));
        link = lectorium
                .admin()
                .get("/api/v1/recordings/" + recording.path("id").asString())
                .text("poster");
        whole = lectorium.admin().bytes(link);
    }

    private byte[] bytes(String range) {
        return lectorium.nobody().withHeader("Range", range).bytes(link);
    }

    /** As if nobody had asked for a part. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=0-0,0-0",
                "bytes=0-,0-,0-",
                "bytes=0-99999999999999999999",
                "bytes=-99999999999999999999",
                "bytes=9223372036854775808-",
                "bytes=-",
                "bytes=a-b",
                "lines=0-5",
                "bytes 0-5"
            })
    void givesAllOnceForWhatIsNoSingleRange(String range) {
        assertThat(bytes(range)).isEqualTo(whole);
    }

    @Test
    void givesAllOnceForAThousandRanges() {
        var overlapping = IntStream.range(0, 1000).mapToObj(i -> "0-").collect(Collectors.joining(","));

        assertThat(bytes("bytes=" + overlapping)).isEqualTo(whole);
    }

    @Test
    void givesNoMoreThanThereIs() {
        assertThat(bytes("bytes=0-9223372036854775807")).isEqualTo(whole);
        assertThat(bytes("bytes=-9223372036854775807")).isEqualTo(whole);
        assertThat(bytes("bytes=1-1")).isEqualTo(Arrays.copyOfRange(whole, 1, 2));
        assertThat(bytes("bytes=-1")).isEqualTo(Arrays.copyOfRange(whole, whole.length - 1, whole.length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=9223372036854775807-",
                "bytes=5-4",
                "bytes=-0",
                "bytes=9223372036854775806-9223372036854775807"
            })
    void refusesRangesThatAreNotThere(String range) throws Exception {
        var answer = lectorium.nobody().withHeader("Range", range).open(link);

        try (var body = answer.body()) {
            assertThat(answer.statusCode()).isEqualTo(416);
            assertThat(body.readAllBytes()).hasSizeLessThan(2000);
        }
        assertThat(answer.headers().firstValue("Content-Range")).contains("bytes */" + whole.length);
    }
}
