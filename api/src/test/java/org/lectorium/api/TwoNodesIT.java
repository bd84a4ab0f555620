package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectorium.testkit.ChildProcess;
import org.lectorium.testkit.GeneratedMedia;
import org.lectorium.testkit.LectoriumClient;
import org.lectorium.testkit.LectoriumClient.Answer;
import org.lectorium.testkit.TusClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two nodes on one database: what one knows the other knows at the same moment. The first stands behind a proxy that it
 * trusts (the test), the second trusts another one.
 */
class TwoNodesIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    static Path temp;

    private static @Nullable ChildProcess servers;
    private static @Nullable ChildLectorium first;
    private static @Nullable ChildLectorium second;

    private RunningLectorium one;
    private RunningLectorium two;

    @BeforeAll
    static void start() throws IOException {
        servers = ExternalServers.run(temp.resolve("external"));
        var environment = ExternalServers.environment(servers);
        environment.put("LECTORIUM_SPOOL_DIR", temp.resolve("spool").toString());
        environment.put("LECTORIUM_FORWARD_HEADERS", "native");
        first = start("first", environment, Map.of());
        second = start("second", environment, Map.of("LECTORIUM_TRUSTED_PROXIES", "10\\.0\\.0\\.1"));
    }

    private static ChildLectorium start(String name, Map<String, String> environment, Map<String, String> more)
            throws IOException {
        var all = new HashMap<>(environment);
        all.put("LECTORIUM_DATA_DIR", temp.resolve(name).toString());
        all.putAll(more);
        return ChildLectorium.start(all);
    }

    @AfterAll
    static void end() {
        for (ChildLectorium node : new ChildLectorium[] {first, second}) {
            if (node != null) {
                node.close();
            }
        }
        if (servers != null) {
            servers.end();
        }
    }

    @BeforeEach
    void open() {
        one = Objects.requireNonNull(first).lectorium();
        two = Objects.requireNonNull(second).lectorium();
    }

    private static LectoriumClient onSecond(LectoriumClient client) {
        return client.at(Objects.requireNonNull(second).address());
    }

    @Test
    void knowWhoSignedInAndOut() {
        var someone = one.someone("user");
        var there = onSecond(someone.client());
        assertThat(there.get("/api/v1/me").text("username")).isEqualTo(someone.username());

        assertThat(there.delete("/api/v1/session").status()).isEqualTo(204);

        assertThat(someone.client().get("/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    void keepOutAtOnceWhomOneBlocked() {
        var someone = one.someone("lecturer");
        var secret = someone.client()
                .post(
                        "/api/v1/me/tokens",
                        JSON.writeValueAsString(Map.of(
                                "name",
                                "test",
                                "scopes",
                                List.of("read"),
                                "expiresAt",
                                Instant.now().plus(1, ChronoUnit.DAYS).toString())))
                .text("secret");
        var program = two.nobody().withBearer(secret);
        var there = onSecond(someone.client());
        assertThat(program.get("/api/v1/recordings").status()).isEqualTo(200);
        assertThat(there.get("/api/v1/recordings").status()).isEqualTo(200);

        one.admin().patch("/api/v1/users/" + someone.id(), "{\"blocked\": true}");

        assertThat(there.get("/api/v1/recordings").status()).isEqualTo(401);
        assertThat(program.get("/api/v1/recordings").status()).isEqualTo(401);
        assertThat(two.nobody()
                        .trySignIn(someone.username(), someone.password())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void letAnotherRoleCountAtOnce() {
        var someone = one.someone("user");
        var there = onSecond(someone.client());
        assertThat(there.get("/api/v1/users").status()).isEqualTo(403);

        one.admin().patch("/api/v1/users/" + someone.id(), "{\"role\": \"admin\"}");

        assertThat(there.get("/api/v1/users").status()).isEqualTo(200);
    }

    /** A17: whoever is refused by one node is refused by the other, also with the right password. */
    @Test
    void stopWhoGuessesAPassword() {
        var someone = one.someone("user");

        assertThat(alternately(20, (node, i) -> from(node).trySignIn(someone.username(), "guess " + i)))
                .isEqualTo(10);

        var refused = from(two).trySignIn(someone.username(), someone.password());
        saysWhen(refused, 600);
        assertThat(someone.client().get("/api/v1/me").status())
                .as("who is in stays in")
                .isEqualTo(200);
    }

    /** A17: many names from one address. */
    @Test
    void stopWhoGuessesNames() {
        var guesser = from(one);

        int answered = count(40, i -> guesser.trySignIn("name-" + UUID.randomUUID(), "a password"));

        assertThat(answered).isEqualTo(30);
        saysWhen(guesser.trySignIn("name", "a password"), 600);
        assertThat(from(one).trySignIn("name", "a password").status())
                .as("another address")
                .isEqualTo(401);
    }

    /** A17: and the answer is the same for a name that nobody has. */
    @Test
    void stopWhoWantsManyResets() {
        var asker = from(one);
        asker.get("/api/v1/session");

        int answered = count(8, i -> asker.post("/api/v1/password-resets", "{\"username\": \"nobody\"}"));

        assertThat(answered).isEqualTo(5);
        saysWhen(asker.post("/api/v1/password-resets", "{\"username\": \"admin\"}"), 3600);
    }

    /** A17 */
    @Test
    void stopWhoGuessesThePasswordOfALink() {
        var token = shareWithPassword();

        int answered = alternately(20, (node, i) -> openShare(node, token, "guess " + i));

        assertThat(answered).isEqualTo(10);
        saysWhen(openShare(two, token, "correct horse"), 600);
    }

    private String shareWithPassword() {
        var owner = one.someone("lecturer");
        var media = new GeneratedMedia(temp);
        var id = owner.client()
                .deliver("", media.another(media.jibri(320, 240, 2)))
                .text("id");
        owner.client().patch("/api/v1/recordings/" + id, "{\"access\": \"link\"}");
        return owner.client()
                .post("/api/v1/recordings/" + id + "/shares", "{\"download\": false, \"password\": \"correct horse\"}")
                .text("token");
    }

    private static Answer openShare(RunningLectorium node, String token, String password) {
        return node.nobody()
                .post(
                        "/api/v1/shares/open",
                        JSON.createObjectNode()
                                .put("token", token)
                                .put("password", password)
                                .toString());
    }

    /** A17: searches, downloads and uploads, of each person. */
    @Test
    void stopWhoWantsTooMuch() {
        var someone = one.someone("lecturer");
        var here = someone.client();
        var there = onSecond(here);
        var nowhere = "/api/v1/recordings/" + UUID.randomUUID() + "/download";

        assertThat(alternately(130, (node, i) -> (node == one ? here : there).get("/api/v1/search?q=x")))
                .isEqualTo(120);
        saysWhen(there.get("/api/v1/search?q=x"), 60);
        assertThat(alternately(130, (node, i) -> (node == one ? here : there).get(nowhere)))
                .isEqualTo(120);
        saysWhen(there.get(nowhere), 600);
        assertThat(alternately(
                        610, (node, i) -> (node == one ? here : there).post("/api/v1/ingest/recordings", "no upload")))
                .isEqualTo(600);
        saysWhen(there.post("/api/v1/ingest/recordings", ""), 3600);

        var other = one.someone("lecturer").client();
        assertThat(other.get("/api/v1/search?q=x").status()).isEqualTo(200);
        assertThat(other.get(nowhere).status()).isEqualTo(404);
        assertThat(other.post("/api/v1/ingest/recordings", "").status()).isEqualTo(415);
    }

    private interface Try {
        Answer on(RunningLectorium node, int number);
    }

    private int alternately(int times, Try tried) {
        return count(times, i -> tried.on(i % 2 == 0 ? one : two, i));
    }

    /** @return how many were not refused for being too many */
    private static int count(int times, IntFunction<Answer> tried) {
        int answered = 0;
        for (int i = 0; i < times; i++) {
            answered += tried.apply(i).status() == 429 ? 0 : 1;
        }
        return answered;
    }

    private static void saysWhen(Answer refused, int atMost) {
        assertThat(refused.status()).as(refused.toString()).isEqualTo(429);
        assertThat(refused.problem()).isEqualTo("too-many-attempts");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, atMost);
    }

    /** Somebody at an address of their own, as far as the node that trusts us is concerned. */
    private static LectoriumClient from(RunningLectorium node) {
        var random = UUID.randomUUID().toString();
        return node.nobody().withHeader("X-Forwarded-For", "2001:db8::" + random.substring(0, 4));
    }

    private static TusClient recorder(RunningLectorium node) {
        return new TusClient(node.recorder());
    }

    private static byte[] part(String upload) throws IOException {
        var file = RawUpload.part(temp.resolve("spool"), upload);
        return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    }

    /** F8: other bytes by each node at the same moment; what is there is of one of them. */
    @Test
    void writeAnUploadOneAtATime() throws Exception {
        for (int round = 0; round < 4; round++) {
            var contents = List.of(RawUpload.someBytes(3 << 20), RawUpload.someBytes(3 << 20));
            var nodes = List.of(recorder(one), recorder(two));
            var upload = nodes.get(round % 2).created(contents.getFirst().length);
            var answers = new ArrayList<Future<Answer>>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 2; i++) {
                    var node = nodes.get(i);
                    var content = contents.get(i);
                    answers.add(threads.submit(() -> node.patch(upload, 0, content)));
                }
            }
            var won = new ArrayList<Answer>();
            for (var each : answers) {
                if (each.state() == Future.State.FAILED) {
                    // Refused before all of the body was read.
                    assertThat(each.exceptionNow()).hasRootCauseInstanceOf(IOException.class);
                } else {
                    assertThat(each.get().status()).as(each.toString()).isIn(204, 409, 423);
                    won.addAll(each.get().status() == 204 ? List.of(each.get()) : List.of());
                }
            }
            assertThat(won).hasSizeLessThanOrEqualTo(1);

            int offset = (int) recorder(one).offset(upload);
            assertThat(recorder(two).offset(upload)).isEqualTo(offset);
            var written = won.isEmpty() ? part(upload) : new byte[0];
            var content = contents.stream()
                    .filter(each -> won.isEmpty()
                            ? Arrays.equals(written, Arrays.copyOf(each, written.length))
                            : won.getFirst().header("Repr-Digest").equals(TusClient.digest(each)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("mixed bytes"));
            var end = recorder(two).patch(upload, offset, Arrays.copyOfRange(content, offset, content.length));
            assertThat(end.status()).as(end.toString()).isEqualTo(204);
            one.hasOriginal(end, content);
        }
    }

    /** F7, F8: a connection to one node is dead, and its sender goes on at the other. */
    @Test
    void giveAnUploadToEachOther() throws Exception {
        var content = RawUpload.someBytes(2 << 20);
        var upload = recorder(one).created(content.length);
        try (var dead = RawUpload.patch(Objects.requireNonNull(first).address(), upload, 0, content.length)) {
            dead.write(content, 0, 1 << 20);
            await().until(() -> part(upload).length > 800_000);

            int offset = (int) recorder(two).offset(upload);
            assertThat(offset).isBetween(800_000, 1 << 20);
            var end = recorder(two).patch(upload, offset, Arrays.copyOfRange(content, offset, content.length));

            assertThat(end.status()).as(end.toString()).isEqualTo(204);
            dead.write(content, 1 << 20, 1 << 20);
            assertThat(dead.answer()).contains(" 423 ", "upload-taken-over");
            one.hasOriginal(end, content);
        }
        assertThat(recorder(one).head(upload).header("Repr-Digest")).isEqualTo(TusClient.digest(content));
    }

    @Test
    void writeDownTheAddressThatATrustedProxyTells() {
        var someone = one.someone("user");

        one.nobody()
                .withHeader("X-Forwarded-For", "198.51.100.66, 203.0.113.7")
                .trySignIn(someone.username(), "not it");

        // What stands before the last was written by whoever asked the proxy.
        assertThat(addressOfFailure(someone.username())).isEqualTo("203.0.113.7");
    }

    @Test
    void believeNobodyElse() {
        var someone = one.someone("user");

        two.nobody().withHeader("X-Forwarded-For", "203.0.113.7").trySignIn(someone.username(), "not it");

        assertThat(addressOfFailure(someone.username())).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
    }

    private String addressOfFailure(String username) {
        return one.admin()
                .get("/api/v1/audit?deed=sign-in-failed&size=100")
                .body()
                .path("items")
                .valueStream()
                .filter(entry -> entry.path("facts").path("username").asString().equals(username))
                .map((JsonNode entry) -> entry.path("address").asString())
                .findFirst()
                .orElseThrow();
    }

    /** Whoever came by HTTPS shall come so from now on; a header that nobody vouches for is no HTTPS. */
    @Test
    void askForHttpsBehindHttps() {
        assertThat(strictTransport(one, "https")).startsWith("max-age=31536000");
        assertThat(strictTransport(one, "http")).isEmpty();
        assertThat(strictTransport(two, "https")).isEmpty();
    }

    private static String strictTransport(RunningLectorium node, String scheme) {
        var headers = node.nobody()
                .withHeader("X-Forwarded-Proto", scheme)
                .get("/login")
                .headers();
        return String.join("", headers.getOrDefault("strict-transport-security", List.of()));
    }
}
