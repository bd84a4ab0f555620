package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.lectorium.testkit.ChildProcess;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The published Keycloak server with its data in memory; one for all tests of this JVM, which ends it. */
final class Keycloak {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path UNPACKED = Path.of("target/keycloak");
    private static final String PASSWORD = "password of the test's Keycloak";
    private static final Supplier<Keycloak> SHARED = SingletonSupplier.of(Keycloak::start);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final URI address;

    private Keycloak(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    static Keycloak shared() {
        return SHARED.get();
    }

    private static Keycloak start() {
        try {
            var home = home();
            prepare(home);
            var child = run(
                    home,
                    "start",
                    "--optimized",
                    "--cache=local",
                    "--http-enabled=true",
                    "--http-host=127.0.0.1",
                    "--http-port=0",
                    "--hostname-strict=false",
                    "--log-console-format=%m%n");
            var ready = child.awaitLine("Keycloak ");
            return new Keycloak(child.process(), URI.create(ready.substring(ready.indexOf("http:"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The build has put it there, see pom.xml. */
    private static Path home() throws IOException {
        try (var unpacked = Files.list(UNPACKED)) {
            return unpacked.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    /** What Keycloak calls its build: half a minute, once for each time it is unpacked. */
    private static void prepare(Path home) throws IOException {
        var done = home.resolve("built-for-tests");
        if (Files.exists(done)) {
            return;
        }
        var child = run(home, "build", "--db=dev-mem");
        if (child.process().onExit().join().exitValue() != 0) {
            fail("Keycloak cannot be built, see " + child.log());
        }
        Files.createFile(done);
    }

    private static ChildProcess run(Path home, String... arguments) throws IOException {
        var command = new ArrayList<>(
                List.of(home.resolve("bin/kc.sh").toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        var log = Files.createTempFile(Files.createDirectories(Path.of("target/children")), "Keycloak", ".log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
        builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);
        var process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
        return new ChildProcess(process, log);
    }

    /** The script and the server that it has started. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Makes it answer nobody, as a machine does that hangs; the other end of it is {@link #resume}. */
    void pause() {
        signal("-STOP");
    }

    void resume() {
        signal("-CONT");
    }

    private void signal(String signal) {
        process.descendants().forEach(each -> {
            try {
                var kill = new ProcessBuilder("kill", signal, Long.toString(each.pid())).start();
                assertThat(kill.onExit().join().exitValue()).isZero();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    URI address() {
        return address;
    }

    String issuer(String realm) {
        return address + "/realms/" + realm;
    }

    /** As an administrator does who uploads a realm's file. */
    void importRealm(String representation) {
        ask("POST", "", representation);
    }

    JsonNode get(String path) {
        return JSON.readTree(ask("GET", path, "").body());
    }

    /** @return what it says to that */
    ObjectNode ask(String path, Object representation) {
        return (ObjectNode) JSON.readTree(
                ask("POST", path, JSON.writeValueAsString(representation)).body());
    }

    /** @return the id of what was made, or nothing */
    String post(String path, Object representation) {
        return ask("POST", path, JSON.writeValueAsString(representation))
                .headers()
                .firstValue("Location")
                .map(location -> location.substring(location.lastIndexOf('/') + 1))
                .orElse("");
    }

    void put(String path, Object representation) {
        ask("PUT", path, JSON.writeValueAsString(representation));
    }

    void delete(String path) {
        ask("DELETE", path, "");
    }

    void delete(String path, Object representation) {
        ask("DELETE", path, JSON.writeValueAsString(representation));
    }

    private HttpResponse<String> ask(String method, String path, String json) {
        var token = token("master", Map.of("client_id", "admin-cli", "username", "admin", "password", PASSWORD))
                .path("access_token")
                .asString();
        var response = send(HttpRequest.newBuilder(URI.create(address + "/admin/realms" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
                .build());
        assertThat(response.statusCode())
                .as("%s %s: %s", method, path, response.body())
                .isLessThan(300);
        return response;
    }

    /** Tokens by somebody's password. */
    JsonNode token(String realm, Map<String, String> parameters) {
        var form = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "grant_type=password&", ""));
        var response = send(HttpRequest.newBuilder(URI.create(issuer(realm) + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
