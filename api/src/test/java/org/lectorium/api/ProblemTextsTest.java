package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectorium.core.ProblemKey;

/** Whatever can go wrong has a text in both languages, and no text is left over. */
class ProblemTextsTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.lectorium");

    static Stream<ProblemKey> keys() {
        return CLASSES.stream()
                .filter(type -> type.isAssignableTo(ProblemKey.class) && type.isEnum())
                .map(JavaClass::reflect)
                .flatMap(type -> Stream.of(type.getEnumConstants()))
                .map(ProblemKey.class::cast);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/problems.properties", "/problems_ru.properties"})
    void saysEveryProblem(String file) throws Exception {
        var expected = new TreeSet<String>();
        keys().forEach(key -> {
            expected.add(key.key() + ".title");
            expected.add(key.key() + ".detail");
        });

        try (var in = getClass().getResourceAsStream(file)) {
            var bundle = new PropertyResourceBundle(in);
            assertThat(bundle.keySet()).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(bundle.keySet())
                    .allSatisfy(key -> assertThat(bundle.getString(key)).isNotBlank());
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void answersWithAStatusOfItsScope(ProblemKey key) {
        switch (key.scope()) {
            case CALLER -> assertThat(key.status()).isBetween(400, 499);
            case RECORDING -> assertThat(key.status()).isIn(409, 422);
            case ENVIRONMENT -> assertThat(key.status()).isIn(503, 507);
            case BUG -> assertThat(key.status()).isEqualTo(500);
        }
    }

    @Test
    void explainsEveryProblem() throws Exception {
        var explained = Files.readAllLines(Path.of("../docs/problems.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)));

        assertThat(explained)
                .containsExactlyInAnyOrderElementsOf(keys().map(ProblemKey::key).toList());
    }

    @Test
    void differsBetweenTheLanguages() {
        var english = ResourceBundle.getBundle("problems", Locale.ENGLISH);
        var russian = ResourceBundle.getBundle("problems", Locale.of("ru"));

        assertThat(keys())
                .allSatisfy(key -> assertThat(russian.getString(key.key() + ".title"))
                        .isNotEqualTo(english.getString(key.key() + ".title")));
    }
}
