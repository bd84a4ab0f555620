package org.lectorium.ingest.tus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lectorium.ingest.tus.Refusals.invalid;
import static org.lectorium.ingest.tus.Refusals.refused;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectorium.ingest.tus.Checksum.Algorithm;

class ChecksumTest {

    /** Of "123456789", as the algorithms' own descriptions give them. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "md5,    25f9e794323b453885f5181f1b624d0b",
        "sha1,   f7c3bc1d808e04732adf679965ccc34ca7ae3441",
        "sha256, 15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225",
        "sha512, d9e6762dd1c8eaf6d61b3c6192fc408d4d6d5f1176d0c29169bc24e71c3f274a"
                + "d27fcd5811b313d681f7e55ec02d73d499c95455b6b5bb503acf574fba8ffe85",
        "crc32,  cbf43926",
        "crc32c, e3069283"
    })
    void countsAsOthersDo(String word, String hex) {
        var expected = HexFormat.of().parseHex(hex);
        var checksum = Checksum.parse(word + " " + Base64.getEncoder().encodeToString(expected));
        var running = checksum.algorithm().start();
        var bytes = "--123456789--".getBytes(UTF_8);
        running.add(bytes, 2, 4);
        running.add(bytes, 6, 0);
        running.add(bytes, 6, 5);

        assertThat(running.end()).isEqualTo(expected);
        assertThat(checksum.expected()).isEqualTo(expected);
    }

    @Test
    void namesAllThatItKnows() {
        assertThat(Checksum.ALGORITHMS).isEqualTo("sha1,sha256,sha512,md5,crc32,crc32c");
    }

    /** One is not what another has counted. */
    @Test
    void beginsAnewForEachRequest() {
        for (Algorithm algorithm : Algorithm.values()) {
            algorithm.start().add(new byte[] {1}, 0, 1);
            assertThat(Arrays.equals(algorithm.start().end(), algorithm.start().end()))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "SHA1 2jmj7l5rSw0yVb/vlWAYkK/YBwk=", "sha-1 2jmj7l5rSw0yVb/vlWAYkK/YBwk=", "sha3 AA=="})
    void refusesWhatItDoesNotKnow(String header) {
        refused(() -> Checksum.parse(header), UploadProblem.CHECKSUM_ALGORITHM_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha1",
                "sha1 ",
                "sha1  2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
                "sha1 2jmj7l5rSw0yVb/vlWAYkK/YBwk= x",
                // Of another length, in hexadecimal, no Base64.
                "sha1 2jmj7l5rSw0yVb/vlWAYkK/Y",
                "sha1 AAAA",
                "sha256 2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
                "crc32 AAAAAAA=",
                "md5 25f9e794323b453885f5181f1b624d0b",
                "sha1 ключ",
                "sha1 2jmj7l5rSw0yVb_vlWAYkK_YBwk="
            })
    void refusesWhatIsNoSum(String header) {
        invalid(() -> Checksum.parse(header), "Upload-Checksum");
    }

    @Test
    void refusesASumWithoutMeasure() {
        invalid(() -> Checksum.parse("sha1 " + "A".repeat(40 << 20)), "Upload-Checksum");
    }
}
