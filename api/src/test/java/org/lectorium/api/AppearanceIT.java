package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectorium.core.MediaKey;
import org.lectorium.core.MediaStore;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** How rooms look, in our page and in Jitsi's. */
@LectoriumTest
class AppearanceIT {

    private static final String PATH = "/api/v1/appearances";

    @Autowired
    private MediaStore store;

    @LocalServerPort
    private int port;

    private RunningLectorium lectorium;
    private String room;

    @BeforeEach
    void open() {
        lectorium = RunningLectorium.onPort(port);
        room = "room-" + UUID.randomUUID();
    }

    @Test
    void tellsJitsiAndOurPageHowARoomLooks() throws Exception {
        var id = make("""
                {"name": "Открытие", "rooms": ["%s"], "look": {"logoLink": "https://example.org/",
                 "colours": {"primary": "#0a5cad", "background": "#111111", "text": null},
                 "title": "Добро пожаловать", "toolbar": ["camera", "recording", "hangup"], "startAudioMuted": true}}
                """.formatted(room));
        var withLogo = lectorium.admin().put(PATH + "/" + id + "/images/logo", png());
        assertThat(withLogo.status()).as(withLogo.toString()).isEqualTo(200);
        var logo = withLogo.body().at("/look/logo").asString();

        var branding = lectorium.nobody().get(PATH + "/branding.json?conferenceFqn=" + room);
        assertThat(branding.status()).isEqualTo(200);
        assertThat(branding.header("Access-Control-Allow-Origin"))
                .isEqualTo(StandInJitsi.started().origin());
        assertThat(branding.headers()).doesNotContainKey("set-cookie");
        assertThat(branding.text("logoImageUrl")).isEqualTo(LectoriumTest.PUBLIC_URL + logo);
        assertThat(branding.body().at("/customTheme/palette/action01").asString())
                .isEqualTo("#0a5cad");
        assertThat(lectorium.nobody().get(PATH + "/" + room + "/branding.json").body())
                .isEqualTo(branding.body());
        assertThat(lectorium
                        .nobody()
                        .get(PATH + "/branding.json?conferenceFqn=another")
                        .body()
                        .path("logoImageUrl")
                        .isMissingNode())
                .isTrue();

        var joined = lectorium.someone("user").client().post("/api/v1/rooms/" + room + "/join", "{}");
        assertThat(joined.body().at("/appearance/title").asString()).isEqualTo("Добро пожаловать");
        assertThat(joined.body().at("/configOverwrite/startWithAudioMuted").asBoolean())
                .isTrue();
        assertThat(joined.body().at("/configOverwrite/toolbarButtons").toString())
                .isEqualTo("[\"camera\",\"recording\",\"hangup\"]");

        var image = lectorium.nobody().get(logo);
        assertThat(image.status()).isEqualTo(200);
        assertThat(image.header("Content-Type")).isEqualTo("image/png");
        assertThat(image.header("Cache-Control")).contains("immutable").contains("public");
        assertThat(image.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(image.header("Content-Security-Policy")).contains("sandbox");
        assertThat(lectorium.admin().delete(PATH + "/" + id).status()).isEqualTo(204);
        assertThat(lectorium.nobody().get(logo).problem()).isEqualTo("image-not-found");
        assertThat(store.size(MediaKey.appearance(UUID.fromString(logo.substring(logo.lastIndexOf('/') + 1)))))
                .isEmpty();
    }

    @Test
    void takesOnlyImagesThatHoldNoProgram() throws Exception {
        var id = make("{\"name\": \"x\", \"rooms\": [\"%s\"]}".formatted(room));
        var logo = PATH + "/" + id + "/images/logo";
        var svg = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";

        assertThat(lectorium
                        .admin()
                        .put(logo, svg.getBytes(StandardCharsets.UTF_8))
                        .problem())
                .isEqualTo("image-not-taken");
        assertThat(lectorium
                        .admin()
                        .put(logo, Arrays.copyOf(png(), 2 * 1024 * 1024 + 1))
                        .problem())
                .isEqualTo("image-too-large");
        assertThat(lectorium.admin().put(logo, new byte[0]).problem()).isEqualTo("image-not-taken");
        assertThat(lectorium
                        .admin()
                        .put(PATH + "/" + id + "/images/other", png())
                        .problem())
                .isEqualTo("room-field-invalid");
    }

    @Test
    void replacesAnImageAndForgetsTheOldOne() throws Exception {
        var id = make("{\"name\": \"x\", \"rooms\": [\"%s\"]}".formatted(room));
        var path = PATH + "/" + id + "/images/background";
        var first =
                lectorium.admin().put(path, png()).body().at("/look/background").asString();
        var second =
                lectorium.admin().put(path, png()).body().at("/look/background").asString();

        assertThat(second).isNotEqualTo(first);
        assertThat(lectorium.nobody().get(first).status()).isEqualTo(404);
        assertThat(lectorium.nobody().get(second).status()).isEqualTo(200);
        assertThat(lectorium.admin().delete(path).body().at("/look/background").isNull())
                .isTrue();
    }

    @Test
    void refusesWhatWouldGetIntoPages() {
        for (var look : new String[] {
            "{\"logoLink\": \"javascript:alert(1)\"}",
            "{\"colours\": {\"primary\": \"red;}\"}}",
            "{\"toolbar\": [\"unknown-button\"]}"
        }) {
            assertThat(lectorium
                            .admin()
                            .post(PATH, "{\"name\": \"x\", \"look\": " + look + "}")
                            .problem())
                    .as(look)
                    .isEqualTo("room-field-invalid");
        }
    }

    @Test
    void isChangedByAdministratorsAndReadByEverybody() {
        var id = make("{\"name\": \"y\", \"rooms\": [\"%s\"]}".formatted(room));
        var lecturer = lectorium.someone("lecturer").client();

        assertThat(lecturer.get(PATH).body().toString()).contains(id);
        assertThat(lecturer.get(PATH + "/" + id).status()).isEqualTo(200);
        assertThat(lecturer.post(PATH, "{\"name\": \"z\"}").status()).isEqualTo(403);
        assertThat(lecturer.put(PATH + "/" + id, "{\"name\": \"z\"}").status()).isEqualTo(403);
        assertThat(lecturer.delete(PATH + "/" + id).status()).isEqualTo(403);
        assertThat(lecturer.put(PATH + "/" + id + "/images/logo", new byte[] {1})
                        .status())
                .isEqualTo(403);
        assertThat(lectorium.admin().get(PATH + "/" + UUID.randomUUID()).problem())
                .isEqualTo("appearance-not-found");
    }

    private String make(String json) {
        var made = lectorium.admin().post(PATH, json);
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.text("id");
    }

    private static byte[] png() throws Exception {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }
}
