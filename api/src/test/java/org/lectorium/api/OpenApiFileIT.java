package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.lectorium.testkit.LectoriumClient;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The web application and other programs are generated from the file: it has to say what the program does. */
@LectoriumTest
class OpenApiFileIT {

    private static final Path FILE = Path.of("src/main/openapi/openapi.json");

    @LocalServerPort
    private int port;

    /** To write the file anew: {@code ./mvnw verify -pl api -am -Dit.test=OpenApiFileIT -Dopenapi.write}. */
    @Test
    void saysWhatTheProgramDoes() throws Exception {
        var client = new LectoriumClient(URI.create("http://localhost:" + port))
                .signIn("admin", LectoriumTest.ADMIN_PASSWORD);

        var actual = client.get("/api/v1/openapi.json").body().toPrettyString() + "\n";

        if (System.getProperty("openapi.write") != null) {
            Files.writeString(FILE, actual);
        }
        assertThat(Files.readString(FILE)).isEqualTo(actual);
    }
}
