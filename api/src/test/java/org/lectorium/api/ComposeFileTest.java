package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No Docker engine runs the compose file here; what can be read from it is checked. */
class ComposeFileTest {

    private final ComposeFile compose = ComposeFile.read();

    @ParameterizedTest
    @ValueSource(strings = {"docker-compose.yml", "Dockerfile", ".env.example"})
    void setsOnlyWhatTheProgramReads(String file) {
        assertThat(ComposeFile.variablesRead()).containsAll(ComposeFile.variablesIn(file));
    }

    @Test
    void fillsInOnlyWhatTheExampleNames() throws Exception {
        var named = Files.readAllLines(ComposeFile.ROOT.resolve(".env.example")).stream()
                .filter(line -> line.contains("=") && !line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList();
        var filledIn = Pattern.compile("\\$\\{([A-Z0-9_]+)")
                .matcher(Files.readString(ComposeFile.ROOT.resolve("docker-compose.yml")))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(named).containsAll(filledIn);
        assertThat(filledIn).containsAll(named);
    }

    @Test
    void publishesThePortOfTheWebNodeAlone() {
        assertThat(compose.services())
                .allSatisfy(name -> assertThat(compose.service(name).containsKey("ports"))
                        .as(name)
                        .isEqualTo(name.equals("web")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "worker"})
    void locksUp(String name) {
        assertThat(compose.service(name))
                .contains(
                        Map.entry("read_only", true),
                        Map.entry("cap_drop", List.of("ALL")),
                        Map.entry("security_opt", List.of("no-new-privileges:true")),
                        Map.entry("tmpfs", List.of("/tmp")));
    }

    @Test
    void keepsTheRestFromTheInternet() {
        assertThat(compose.services())
                .allSatisfy(name -> assertThat(compose.service(name).get("networks"))
                        .as(name)
                        .isEqualTo(name.equals("web") ? List.of("inside", "outside") : List.of("inside")));
    }

    @Test
    void pinsItsImages() {
        assertThat(compose.services())
                .allSatisfy(name -> assertThat(compose.image(name)).as(name).matches(".+:\\d+\\.\\d+.*"));
    }

    @Test
    void usesTheElasticsearchThatWeTestWith() {
        var image = compose.image("elasticsearch");
        assertThat(Path.of("../pom.xml"))
                .content()
                .contains("<elasticsearch.version>" + image.substring(image.lastIndexOf(':') + 1) + "<");
    }

    @Test
    void explainsEveryVariable() {
        var read = ComposeFile.variablesRead();
        // By ./run, before there is a program.
        read.add("LECTORIUM_HEAP");
        assertThat(ComposeFile.variablesIn("docs/configuration.md")).isEqualTo(read);
    }
}
