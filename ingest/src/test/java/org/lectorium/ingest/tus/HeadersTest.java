package org.lectorium.ingest.tus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lectorium.ingest.tus.Refusals.invalid;
import static org.lectorium.ingest.tus.Refusals.refused;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectorium.ingest.tus.Headers.Creation;

class HeadersTest {

    private static final UUID PIECE = UUID.fromString("0a1b2c3d-0000-4000-8000-00000000000f");
    private static final UploadMetadata NOTHING = new UploadMetadata(Map.of());

    @ParameterizedTest(name = "Upload-Length {0}, Upload-Defer-Length {1}, Upload-Concat {2}: {3}")
    @CsvSource({
        "5,                   ,  ,        5",
        "0,                   ,  ,        0",
        "007,                 ,  ,        7",
        "9223372036854775807, ,  ,        9223372036854775807",
        "5,                   ,  partial, 5",
        ",                    1, ,        later",
        ",                    1, partial, later",
    })
    void createsOne(@Nullable String length, @Nullable String defer, @Nullable String concat, String told) {
        var expected = told.equals("later") ? null : Long.valueOf(told);

        assertThat(Headers.creation(length, defer, concat, null))
                .isEqualTo(new Creation.Single(expected, concat != null, NOTHING));
    }

    @ParameterizedTest(name = "Upload-Length {0}, Upload-Defer-Length {1}, Upload-Concat {2}: {3} is wrong")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                ",,,Upload-Length",
                "5,1,,Upload-Length",
                "'',,,Upload-Length",
                "-5,,,Upload-Length",
                "+5,,,Upload-Length",
                " 5,,,Upload-Length",
                "5.0,,,Upload-Length",
                "٥,,,Upload-Length",
                "9223372036854775808,,,Upload-Length",
                "99999999999999999999,,,Upload-Length",
                "10000000000000000000000000000000000000,,,Upload-Length",
                ",0,,Upload-Defer-Length",
                ",true,,Upload-Defer-Length",
                ",'',,Upload-Defer-Length",
                "5,,Partial,Upload-Concat",
                "5,,'',Upload-Concat",
                "5,,final,Upload-Concat",
                "5,,final;/x,Upload-Length",
                ",1,final;/x,Upload-Length"
            })
    void createsNothingElse(@Nullable String length, @Nullable String defer, @Nullable String concat, String header) {
        invalid(() -> Headers.creation(length, defer, concat, null), header);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/uploads/0a1b2c3d-0000-4000-8000-00000000000f",
                "https://other.example.org/x/0A1B2C3D-0000-4000-8000-00000000000F",
                "0a1b2c3d-0000-4000-8000-00000000000f",
                "  /0a1b2c3d-0000-4000-8000-00000000000f  "
            })
    void joinsWhatIsAtTheEndOfAddresses(String url) {
        assertThat(Headers.creation(null, null, "final;" + url, null))
                .isEqualTo(new Creation.OfParts(List.of(PIECE), NOTHING));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/a/ /b/",
                "/0a1b2c3d-0000-4000-8000-00000000000f/",
                "/0a1b2c3d-0000-4000-8000-00000000000f  /0a1b2c3d-0000-4000-8000-00000000000f",
                "/0a1b2c3d-0000-4000-8000-00000000000f,/0a1b2c3d-0000-4000-8000-00000000000f",
                "/0a1b2c3d-0000-4000-8000-00000000000f?x",
                "/0a1b2c3d000040008000-00000000000f",
                "/1-2-3-4-5",
                "/../../etc/passwd"
            })
    void joinsNothingElse(String urls) {
        refused(() -> Headers.creation(null, null, "final;" + urls, null), UploadProblem.UPLOAD_NOT_FOUND);
    }

    @Test
    void joinsAThousandAtMost() {
        var most = String.join(" ", Collections.nCopies(1000, PIECE.toString()));

        assertThat(Headers.creation(null, null, "final;" + most, null))
                .isEqualTo(new Creation.OfParts(Collections.nCopies(1000, PIECE), NOTHING));
        invalid(() -> Headers.creation(null, null, "final;" + most + " " + PIECE, null), "Upload-Concat");
    }

    @ParameterizedTest(name = "Upload-Offset {0}, Upload-Length {1}: {2}")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                ",,Upload-Offset",
                "'',,Upload-Offset",
                "-1,,Upload-Offset",
                "1 ,,Upload-Offset",
                "1e3,,Upload-Offset",
                "9223372036854775808,,Upload-Offset",
                "0,-1,Upload-Length",
                "0,'',Upload-Length",
                "0,9223372036854775808,Upload-Length"
            })
    void appendsNothingElse(@Nullable String offset, @Nullable String length, String header) {
        invalid(() -> Headers.append(offset, length, null), header);
    }

    @Test
    void readsWhereBytesGo() {
        assertThat(Headers.append("0", null, null)).isEqualTo(new Headers.Append(0, null, null));
        assertThat(Headers.append("9223372036854775807", "9223372036854775807", null))
                .isEqualTo(new Headers.Append(Long.MAX_VALUE, Long.MAX_VALUE, null));
    }
}
