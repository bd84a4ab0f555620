package org.lectorium.api;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;

/** The production layout, as the tests read it. */
final class ComposeFile {

    static final Path ROOT = Path.of("..");

    private static final Pattern VARIABLE = Pattern.compile("\\bLECTORIUM_[A-Z0-9_]+");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(LECTORIUM_[A-Z0-9_]+):");

    private final Map<String, Map<String, Object>> services;

    private ComposeFile(Map<String, Map<String, Object>> services) {
        this.services = services;
    }

    static ComposeFile read() {
        Map<String, Map<String, Map<String, Object>>> file = new Yaml().load(text("docker-compose.yml"));
        return new ComposeFile(requireNonNull(file.get("services")));
    }

    Set<String> services() {
        return services.keySet();
    }

    Map<String, Object> service(String name) {
        return requireNonNull(services.get(name), name);
    }

    String image(String service) {
        return requireNonNull(service(service).get("image"), service).toString();
    }

    List<String> securityOptions(String service) {
        var options = (List<?>) requireNonNull(service(service).get("security_opt"), service);
        return options.stream().map(Object::toString).toList();
    }

    /** What a service has in its environment, before Compose fills it in. */
    Map<String, String> environment(String service) {
        var environment = (Map<?, ?>) requireNonNull(service(service).get("environment"), service);
        return environment.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().toString(),
                        entry -> entry.getValue().toString()));
    }

    /** All variables of ours that are named in a file of the repository. */
    static Set<String> variablesIn(String file) {
        return VARIABLE.matcher(text(file))
                .results()
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All variables that the program reads. */
    static Set<String> variablesRead() {
        return PLACEHOLDER
                .matcher(text("api/src/main/resources/application.yml"))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
