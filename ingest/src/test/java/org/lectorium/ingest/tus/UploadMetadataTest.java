package org.lectorium.ingest.tus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lectorium.ingest.tus.Refusals.refused;
import static org.lectorium.ingest.tus.UploadProblem.UPLOAD_METADATA_INVALID;

import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadMetadataTest {

    private static String said(String key, byte[] value) {
        return key + " " + Base64.getEncoder().encodeToString(value);
    }

    private static String said(String key, String value) {
        return said(key, value.getBytes(UTF_8));
    }

    @Test
    void readsPairs() {
        var metadata = UploadMetadata.parse("%s, %s,flag,empty ,%s"
                .formatted(said("filename", "Лекция.mp4"), said("title", "Ряды"), said("deliveryKey", "s/1 2.mp4")));

        assertThat(metadata.fileName()).isEqualTo("Лекция.mp4");
        assertThat(metadata.deliveryKey()).isEqualTo("s/1 2.mp4");
        assertThat(metadata.told().fields()).isEqualTo(Map.of("title", "Ряды"));
        assertThat(metadata.values()).containsKeys("flag", "empty");
    }

    @Test
    void isNothingWithoutTheHeader() {
        var metadata = UploadMetadata.parse(null);

        assertThat(metadata.fileName()).isNull();
        assertThat(metadata.deliveryKey()).isNull();
        assertThat(metadata.told().metadata()).isNull();
        assertThat(metadata.told().fields()).isEmpty();
    }

    @Test
    void takesTheNameThatUppyTells() {
        assertThat(UploadMetadata.parse(said("name", "a.webm")).fileName()).isEqualTo("a.webm");
        assertThat(UploadMetadata.parse(said("name", "a.webm") + "," + said("filename", "b.webm"))
                        .fileName())
                .isEqualTo("b.webm");
        assertThat(UploadMetadata.parse("filename," + said("name", "a.webm")).fileName())
                .isEqualTo("a.webm");
    }

    /** What is not text may stand under a key that nobody reads. */
    @Test
    void keepsWhatItDoesNotKnow() {
        var bytes = new byte[] {(byte) 0xff, 0, (byte) 0xfe};

        assertThat(UploadMetadata.parse(said("thumbnail", bytes)).values().get("thumbnail"))
                .isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "a YQ==,",
                ",a YQ==",
                "a YQ==,,b Yg==",
                "a YQ== b",
                "a  YQ==",
                "a\tYQ==",
                "ключ YQ==",
                "a\u0000 YQ==",
                // No Base64: padding, letters, the alphabet of addresses, lines.
                "a YQ",
                "a YQ=",
                "a YQ=a",
                "a ====",
                "a Y!==",
                "a Yé==",
                "a _-__",
                "a YWJj\r\nYWJj",
                // The same key twice, also without values.
                "a YQ==,a YQ==",
                "a,a",
                "a YQ==,a"
            })
    void refusesOtherForms(String header) {
        refused(() -> UploadMetadata.parse(header), UPLOAD_METADATA_INVALID);
    }

    /** Both are needed only at the end, when a refusal would come too late. */
    @ParameterizedTest
    @ValueSource(strings = {"filename", "name", "deliveryKey"})
    void refusesNamesThatAreNoText(String key) {
        refused(() -> UploadMetadata.parse(said(key, "Säle.mp4".getBytes(ISO_8859_1))), UPLOAD_METADATA_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ключ", "a\nb", "a\u0000b", "\u007f"})
    void refusesKeysThatCannotBePrinted(String key) {
        refused(() -> UploadMetadata.parse(said("deliveryKey", key)), UPLOAD_METADATA_INVALID);
    }

    @Test
    void refusesKeysThatAreTooLong() {
        assertThat(UploadMetadata.parse(said("deliveryKey", "k".repeat(200))).deliveryKey())
                .hasSize(200);
        refused(() -> UploadMetadata.parse(said("deliveryKey", "k".repeat(201))), UPLOAD_METADATA_INVALID);
    }

    /** The server takes no header of this size; the function would. */
    @Test
    void readsHeadersWithoutMeasureInOneGo() {
        var header = IntStream.range(0, 100_000)
                .mapToObj(i -> said("key" + i, "value"))
                .collect(Collectors.joining(","));

        assertThat(UploadMetadata.parse(header).values()).hasSize(100_000);
        assertThat(UploadMetadata.parse(said("filename", "x".repeat(10 << 20))).fileName())
                .hasSize(10 << 20);
        refused(() -> UploadMetadata.parse(header + ",key77 YQ=="), UPLOAD_METADATA_INVALID);
    }
}
