package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectorium.api.RunningLectorium.Someone;
import org.lectorium.testkit.LectoriumClient.Answer;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** What people look like in conferences. */
@LectoriumTest
class PicturesIT {

    private static final byte[] PNG = "\u0089PNG\r\n\u001a\n....".getBytes(StandardCharsets.ISO_8859_1);

    @LocalServerPort
    private int port;

    private RunningLectorium lectorium;
    private Someone anna;

    @BeforeEach
    void open() {
        lectorium = RunningLectorium.onPort(port);
        anna = lectorium.someone("lecturer");
    }

    @Test
    void goesIntoTheConferenceAndIsForgottenWithItsOwner() throws Exception {
        assertThat(anna.client().get("/api/v1/me/picture").body().path("url").isNull())
                .isTrue();
        var path = set(PNG).text("url");

        assertThat(lectorium.nobody().get(path).status()).isEqualTo(200);
        var joined = join();
        assertThat(joined.text("avatarUrl")).isEqualTo(LectoriumTest.PUBLIC_URL + path);
        var user = JsonMapper.shared()
                .valueToTree(
                        SignedJWT.parse(joined.text("jwt")).getJWTClaimsSet().getJSONObjectClaim("context"));
        assertThat(user.at("/user/avatar").asString()).isEqualTo(LectoriumTest.PUBLIC_URL + path);

        assertThat(set(PNG).text("url")).isNotEqualTo(path);
        assertThat(lectorium.nobody().get(path).problem()).isEqualTo("image-not-found");
        var last = anna.client().get("/api/v1/me/picture").text("url");
        anna.client().post("/api/v1/me/erase", json(Map.of("password", anna.password())));
        assertThat(lectorium.nobody().get(last).problem()).isEqualTo("image-not-found");
    }

    @Test
    void canBeTakenAway() {
        set(PNG);

        assertThat(anna.client().delete("/api/v1/me/picture").status()).isEqualTo(204);

        assertThat(join().body().path("avatarUrl").isNull()).isTrue();
    }

    @Test
    void isAnImageOfModestSize() {
        assertThat(set("<svg onload='alert(1)'/>".getBytes(StandardCharsets.US_ASCII))
                        .problem())
                .isEqualTo("image-not-taken");
        var large = new byte[(512 << 10) + 1];
        System.arraycopy(PNG, 0, large, 0, PNG.length);
        assertThat(set(large).problem()).isEqualTo("image-too-large");
    }

    private Answer set(byte[] bytes) {
        return anna.client().put("/api/v1/me/picture", bytes);
    }

    private Answer join() {
        var room = "room-" + UUID.randomUUID();
        anna.client().post("/api/v1/rooms", json(Map.of("title", room)));
        return anna.client().post("/api/v1/rooms/" + room + "/join", "{}");
    }

    private static String json(Map<String, Object> map) {
        return JsonMapper.shared().writeValueAsString(map);
    }
}
