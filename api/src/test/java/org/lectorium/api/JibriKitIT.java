package org.lectorium.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lectorium.core.Sha256;
import org.lectorium.testkit.SmallDisk;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/** The kit on the recorder, as it is shipped, against the application: nothing is lost, nothing is there twice. */
@LectoriumTest
@Timeout(180)
class JibriKitIT {

    private static final int MIB = 1 << 20;
    private static final String NAME = "standup_2026-11-20-10-00-00.mp4";

    @TempDir
    Path temp;

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private URI lectorium;
    private JibriKit kit;

    @BeforeEach
    void open() {
        lectorium = URI.create("http://127.0.0.1:" + port);
        kit = new JibriKit(temp.resolve("recordings"), lectorium);
    }

    @Test
    void delivers() throws Exception {
        var session = kit.session();
        var file = JibriKit.media(session, NAME, 3 * MIB);
        var meeting = UUID.randomUUID().toString();
        Files.writeString(
                session.resolve("metadata.json"), """
                {"meeting_url": "https://meet.example.org/%s", "conference_details": {"session_id": "%s"},
                 "participants": [{"user": {"id": "%s", "name": "Ann"}}], "anyKey": 7, "meeting_url": "https://evil/x"}
                """.formatted("room-" + meeting, meeting, UUID.randomUUID()));
        JibriKit.handOver(session);

        var said = kit.with("LECTORIUM_CHUNK_BYTES", Integer.toString(MIB)).once();

        var recording = recordingOf(session);
        assertThat(recording.sha256()).isEqualTo(Sha256.of(file).hex());
        assertThat(recording.room()).isEqualTo("room-" + meeting);
        assertThat(recording.meeting()).isEqualTo(meeting);
        assertThat(recording.fileName()).isEqualTo(NAME);
        assertThat(said)
                .contains("event=delivered session=" + session.getFileName() + " file=" + NAME)
                .contains("recording=" + recording.id())
                .contains("bytes=" + 3 * MIB);
        assertThat(kit.state().path("pending").asInt()).isZero();
        assertThat(kit.state().path("kept").asInt()).isEqualTo(1);
        assertThat(kit.metrics()).contains("lectorium_jibri_delivered_total 1\n");
        assertThat(file).as("it is kept for days").exists();
        assertThat(kit.once()).doesNotContain("event=deliver");
        assertThat(kit.state().path("lastSuccess").asString()).as("a run after").startsWith("20");
        assertThat(kit.metrics()).contains("lectorium_jibri_delivered_bytes_total " + 3 * MIB + "\n");
    }

    /** F1, F25. */
    @Test
    void goesOnWhereItWasKilled() throws Exception {
        var session = kit.session();
        var file = JibriKit.media(session, NAME, 8 * MIB);
        JibriKit.handOver(session);
        kit.with("LECTORIUM_CHUNK_BYTES", Integer.toString(MIB)).with("LECTORIUM_RATE", "1M");

        try (var running = kit.start("watch")) {
            await().atMost(Duration.ofSeconds(60)).until(() -> received(session) >= MIB);
            // Whoever may list processes does not see the token.
            assertThat(ProcessHandle.allProcesses().flatMap(process -> process.info().commandLine().stream()))
                    .noneMatch(command -> command.contains(LectoriumTest.INGEST_TOKEN));
            running.kill();
        }
        var before = upload(session);
        assertThat(recordings(session)).isEmpty();

        kit.with("LECTORIUM_RATE", "0").once();

        assertThat(upload(session)).as("the same upload").isEqualTo(before);
        assertThat(recordingOf(session).sha256()).isEqualTo(Sha256.of(file).hex());
    }

    @Test
    void waitsForAServiceThatIsDownAndSurvivesItsDeath() throws Exception {
        int free = freePort();
        var session = kit.session();
        var file = JibriKit.media(session, NAME, 6 * MIB);
        JibriKit.handOver(session);
        var environment =
                Map.of("LECTORIUM_DATA_DIR", temp.resolve("data").toString(), "LECTORIUM_PORT", Integer.toString(free));
        kit.with("LECTORIUM_URL", "http://127.0.0.1:" + free)
                .with("LECTORIUM_POLL_SECONDS", "1")
                .with("LECTORIUM_BACKOFF_SECONDS", "2")
                .with("LECTORIUM_CHUNK_BYTES", Integer.toString(MIB))
                .with("LECTORIUM_RATE", "1M");

        try (var running = kit.start("watch")) {
            running.awaitSaid("reason=unreachable");
            await().until(() -> kit.state().path("failures").path("unreachable").asInt() > 0);
            assertThat(kit.state().path("pending").asInt()).isEqualTo(1);
            assertThat(kit.state().path("oldestPendingSeconds").asInt()).isPositive();
            try (var child = ChildLectorium.start(environment)) {
                running.awaitSaid("event=delivering");
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> kit.recordings()
                                                .resolve(".lectorium/files")
                                                .toFile()
                                                .list()
                                                .length
                                        == 1
                                && offset(session) >= MIB);
            }
            running.awaitSaid("attempt=");
            assertThat(running.said()).doesNotContain("event=delivered");
            try (var child = ChildLectorium.start(environment)) {
                running.awaitSaid("event=delivered");
                assertThat(running.said()).contains("sha256=" + Sha256.of(file).hex());
                var list = child.lectorium().admin().get("/api/v1/recordings").body();
                assertThat(list.path("total").asInt()).isEqualTo(1);
            }
        }
    }

    /** F24: nobody called finalize, there is no metadata, and the file's clock is all that there is. */
    @Test
    void findsWhatAKilledRecorderLeft() throws Exception {
        var session = kit.session();
        var file = JibriKit.media(session, NAME, 1000);

        assertThat(kit.with("LECTORIUM_QUIET_SECONDS", "600").once()).doesNotContain("event=deliver");
        assertThat(kit.state().path("growing").asInt()).isEqualTo(1);
        kit.with("LECTORIUM_QUIET_SECONDS", "0").once();

        assertThat(recordingOf(session).sha256()).isEqualTo(Sha256.of(file).hex());
        assertThat(recordingOf(session).room()).isEqualTo("standup");
    }

    @Test
    void leavesAloneWhatIsStillWritten() throws Exception {
        var session = kit.session();
        var file = JibriKit.media(session, NAME, 1000);

        try (var out = new FileOutputStream(file.toFile(), true)) {
            JibriKit.handOver(session);
            assertThat(kit.once()).doesNotContain("event=deliver");
            out.write("the end".getBytes(StandardCharsets.US_ASCII));
        }
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(5)));
        kit.once();

        assertThat(recordingOf(session).sha256()).isEqualTo(Sha256.of(file).hex());
    }

    /** A recorder's disk may be another machine's, with another idea of the time. */
    @Test
    void believesNoClock() throws Exception {
        var future = kit.session();
        Files.setLastModifiedTime(
                JibriKit.media(future, NAME, 1000), FileTime.from(Instant.now().plus(Duration.ofDays(3650))));
        var past = kit.session();
        Files.setLastModifiedTime(JibriKit.media(past, NAME, 1000), FileTime.from(Instant.EPOCH));
        kit.with("LECTORIUM_POLL_SECONDS", "1").with("LECTORIUM_QUIET_SECONDS", "2");

        try (var running = kit.start("watch")) {
            running.awaitSaid("event=delivered session=" + future.getFileName());
            running.awaitSaid("event=delivered session=" + past.getFileName());
        }
        assertThat(recordings(future)).hasSize(1);
        assertThat(recordings(past)).hasSize(1);
    }

    @Test
    void deliversAllMediaOfADirectory() throws Exception {
        var session = kit.session();
        JibriKit.media(session, "standup_2026-11-20-10-00-00.mp4", 1000);
        JibriKit.media(session, "standup_2026-11-20-10-00-40.mp4", 2000);
        Files.writeString(session.resolve("metadata.json"), "{\"meeting_url\": \"https://meet");
        JibriKit.media(session, "standup_2026-11-20-10-00-50.mp4", 0);
        JibriKit.handOver(session);

        var said = kit.with("LECTORIUM_KEEP_DAYS", "0").once();

        assertThat(recordings(session)).hasSize(2);
        assertThat(said).contains("event=metadata-unreadable").contains("reason=empty-file");
        assertThat(kit.state().path("empty").asInt()).isEqualTo(1);
        // What could not be delivered stays, with what belongs to it.
        assertThat(names(session))
                .contains("standup_2026-11-20-10-00-50.mp4", "metadata.json")
                .doesNotContain("standup_2026-11-20-10-00-00.mp4");
    }

    /** F11. */
    @Test
    void makesOneRecordingHoweverOftenItIsFinalized() throws Exception {
        var session = kit.session();
        JibriKit.media(session, NAME, 1000);
        for (int i = 0; i < 3; i++) {
            JibriKit.handOver(session);
            kit.once();
        }
        FileSystemUtils.deleteRecursively(kit.recordings().resolve(".lectorium"));
        JibriKit.handOver(session);

        var said = kit.once();

        assertThat(recordings(session)).hasSize(1);
        assertThat(said)
                .as("without its notes it asks the archive")
                .contains("event=delivered")
                .contains(recordingOf(session).id());
    }

    @Test
    void neverTroublesJibri() throws Exception {
        var session = kit.session();
        var file = Files.createFile(temp.resolve("no-directory"));

        assertThat(JibriKit.finalizeScript()).isZero();
        assertThat(JibriKit.finalizeScript("")).isZero();
        assertThat(JibriKit.finalizeScript("relative")).isZero();
        assertThat(JibriKit.finalizeScript("/no/such/directory")).isZero();
        assertThat(JibriKit.finalizeScript(file.toString())).isZero();
        assertThat(JibriKit.finalizeScript("/proc")).isZero();
        assertThat(JibriKit.finalizeScript(session.toString(), "more")).isZero();
    }

    @Test
    void deletesNothingIfTheArchiveHasOtherBytes() throws Exception {
        var session = kit.session();
        var file = JibriKit.media(session, NAME, 1000);
        JibriKit.handOver(session);
        var other = Base64.getEncoder().encodeToString(new byte[32]);
        try (var proxy = new MeddlingProxy(lectorium) {
            @Override
            String header(String name, String value) {
                return name.equalsIgnoreCase("Repr-Digest") ? "sha-256=:" + other + ":" : value;
            }
        }) {
            kit.with("LECTORIUM_URL", proxy.address().toString())
                    .with("LECTORIUM_KEEP_DAYS", "0")
                    .with("LECTORIUM_BACKOFF_SECONDS", "0");

            var said = kit.once() + kit.once();

            assertThat(said)
                    .contains("level=error event=digest-differs")
                    .contains("level=error event=failed")
                    .doesNotContain("event=delivered")
                    .doesNotContain("event=deleted");
            assertThat(file).exists();
            assertThat(kit.state().path("mismatched").asInt()).isEqualTo(1);
            assertThat(kit.state().path("troubles").path(0).path("reason").asString())
                    .isEqualTo("digest-mismatch");
            assertThat(kit.metrics())
                    .contains("lectorium_jibri_mismatched 1\n")
                    .contains("lectorium_jibri_failures_total{reason=\"digest-mismatch\"} 2\n");
        }
        // Both were sent by the same bytes, so there is one of them.
        assertThat(recordings(session)).hasSize(1);
    }

    /** Other bytes under a name that the archive knows are another recording, and not a conflict for ever. */
    @Test
    void deliversAgainWhatHasChanged() throws Exception {
        var session = kit.session();
        JibriKit.media(session, NAME, 1000);
        JibriKit.handOver(session);
        kit.once();
        var longer = JibriKit.media(session, NAME, 2000);
        JibriKit.handOver(session);

        var said = kit.once();

        assertThat(said).contains("event=changed-after-delivery").contains("event=delivered");
        assertThat(recordings(session))
                .hasSize(2)
                .anyMatch(recording -> recording.sha256().equals(hash(longer)));
    }

    @Test
    void deletesOnlyWhatWasConfirmed() throws Exception {
        var confirmed = kit.session();
        JibriKit.media(confirmed, NAME, 1000);
        Files.writeString(confirmed.resolve("metadata.json"), "{}");
        JibriKit.handOver(confirmed);
        kit.once();
        var changed = kit.session();
        var changedFile = JibriKit.media(changed, NAME, 1000);
        JibriKit.handOver(changed);
        kit.once();
        var time = Files.getLastModifiedTime(changedFile);
        Files.write(changedFile, new byte[1000]);
        Files.setLastModifiedTime(changedFile, time);
        var pending = kit.session();
        var pendingFile = JibriKit.media(pending, NAME, 1000);

        kit.with("LECTORIUM_QUIET_SECONDS", "600").once();
        assertThat(confirmed.resolve(NAME)).as("seven days are not over").exists();
        eightDaysAgo();
        var said = kit.once();

        assertThat(confirmed).doesNotExist();
        assertThat(said).contains("event=deleted session=" + confirmed.getFileName());
        // Same size, same time, other bytes: that was never confirmed.
        assertThat(said).contains("level=error event=changed-after-delivery session=" + changed.getFileName());
        assertThat(changedFile).exists();
        assertThat(pendingFile).exists();
        assertThat(kit.metrics()).contains("lectorium_jibri_deleted_total 1\n");
    }

    @Test
    void keepsForeverWhoWantsThat() throws Exception {
        var session = kit.session();
        var file = JibriKit.media(session, NAME, 1000);
        JibriKit.handOver(session);
        kit.with("LECTORIUM_KEEP_DAYS", "forever").once();
        eightDaysAgo();

        assertThat(kit.once()).doesNotContain("event=deleted");
        assertThat(file).exists();
    }

    @Test
    void makesRoomEarlierIfItIsTold() throws Exception {
        var session = kit.session();
        JibriKit.media(session, NAME, 1000);
        JibriKit.handOver(session);
        var unsent = JibriKit.media(kit.session(), NAME, 1000);

        kit.with("LECTORIUM_DELETE_EARLY_PERCENT", "101")
                .with("LECTORIUM_QUIET_SECONDS", "600")
                .once();

        assertThat(session).doesNotExist();
        assertThat(unsent).as("never before it is confirmed").exists();
        assertThat(recordings(session)).hasSize(1);
    }

    @Test
    void warnsWhenTheDiskFills() throws Exception {
        kit.session();

        assertThat(kit.with("LECTORIUM_DISK_WARN_PERCENT", "0")
                        .with("LECTORIUM_DISK_CRITICAL_PERCENT", "0")
                        .once())
                .doesNotContain("event=disk");
        assertThat(kit.with("LECTORIUM_DISK_WARN_PERCENT", "101").once()).contains("level=warn event=disk-fills");
        assertThat(kit.with("LECTORIUM_DISK_CRITICAL_PERCENT", "101").once())
                .contains("level=error event=disk-nearly-full");
        assertThat(kit.state().path("disk").path("state").asString()).isEqualTo("critical");
    }

    /** F5: what fills the disk is what has to be sent, and no note can be written meanwhile. */
    @Test
    void deliversFromAFullDisk() throws Exception {
        try (var disk = SmallDisk.mount(temp.resolve("disk"), 4)) {
            assumeTrue(disk.isMounted(), "only root can make a small disk");
            kit = new JibriKit(Files.createDirectories(disk.directory().resolve("recordings")), lectorium)
                    .with("LECTORIUM_KEEP_DAYS", "0")
                    .with("LECTORIUM_BACKOFF_SECONDS", "0");
            var session = kit.session();
            var file = JibriKit.media(session, NAME, 2 * MIB);
            JibriKit.handOver(session);
            var hash = hash(file);
            kit.with("LECTORIUM_URL", "http://127.0.0.1:" + freePort()).once();
            disk.fill(0);
            JibriKit.handOver(session);

            var said = kit.with("LECTORIUM_URL", lectorium.toString()).once();

            assertThat(said).contains("event=disk-nearly-full").contains("event=delivered");
            assertThat(recordingOf(session).sha256()).isEqualTo(hash);
            assertThat(file).as("it makes room").doesNotExist();
        }
    }

    @Test
    void keepsSecretsToItself() throws Exception {
        var session = kit.session();
        JibriKit.media(session, NAME, 1000);
        Files.writeString(session.resolve("metadata.json"), """
                {"upload_credentials": {"service_name": "dropbox", "token": "SECRET-1", "r_token": "SECRET-2"},
                 "meeting_url": "https://meet.example.org/standup", "share": true, "token": "SECRET-3",
                 "participants": [{"user": {"id": "SECRET-4", "email": "SECRET-5"}}]}
                """);
        JibriKit.handOver(session);
        try (var proxy = new MeddlingProxy(lectorium) {}) {
            var said = kit.with("LECTORIUM_URL", proxy.address().toString()).once();

            assertThat(recordings(session)).hasSize(1);
            var metadata = proxy.passed().stream()
                    .flatMap(request -> request.headers().lines())
                    .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("upload-metadata"))
                    .flatMap(line -> Stream.of(line.split("[ ,\\[\\]]+")))
                    .map(JibriKitIT::decoded)
                    .collect(Collectors.joining("\n"));
            assertThat(metadata).contains("https://meet.example.org/standup").doesNotContain("SECRET");
            assertThat(proxy.passed()).noneMatch(request -> request.all().contains("SECRET"));
            assertThat(said).doesNotContain("SECRET").doesNotContain(LectoriumTest.INGEST_TOKEN);
        }
        try (var files = Files.walk(kit.recordings().resolve(".lectorium"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(Files.readString(file))
                            .doesNotContain("SECRET")
                            .doesNotContain(LectoriumTest.INGEST_TOKEN));
        }
    }

    @Test
    void followsNobodyElsewhere() throws Exception {
        var session = kit.session();
        JibriKit.media(session, NAME, 1000);
        JibriKit.handOver(session);
        try (var elsewhere = new MeddlingProxy(lectorium) {};
                var redirects = new MeddlingProxy(lectorium) {
                    @Override
                    boolean answer(HttpExchange exchange, Passed request) throws IOException {
                        exchange.getResponseHeaders().add("Location", elsewhere.address() + "/api/v1/uploads");
                        exchange.sendResponseHeaders(307, -1);
                        return true;
                    }
                };
                var lies = new MeddlingProxy(lectorium) {
                    @Override
                    String header(String name, String value) {
                        return name.equalsIgnoreCase("Location") ? elsewhere.address() + value : value;
                    }
                }) {
            assertThat(kit.with("LECTORIUM_URL", redirects.address().toString())
                            .with("LECTORIUM_BACKOFF_SECONDS", "0")
                            .once())
                    .contains("reason=redirected");
            kit.with("LECTORIUM_URL", lies.address().toString()).once();

            assertThat(elsewhere.passed()).isEmpty();
            assertThat(recordings(session)).hasSize(1);
        }
    }

    /** nginx lets 1 MiB through unless somebody tells it otherwise. */
    @Test
    void makesSmallerPiecesForAProxy() throws Exception {
        var session = kit.session();
        var file = JibriKit.media(session, NAME, 3 * MIB);
        JibriKit.handOver(session);
        try (var proxy = new MeddlingProxy(lectorium) {
            @Override
            boolean answer(HttpExchange exchange, Passed request) throws IOException {
                if (request.body().length <= MIB) {
                    return false;
                }
                exchange.sendResponseHeaders(413, -1);
                return true;
            }
        }) {
            var said = kit.with("LECTORIUM_URL", proxy.address().toString()).once();

            assertThat(said).contains("event=smaller-chunks").contains("event=delivered");
            assertThat(recordingOf(session).sha256()).isEqualTo(Sha256.of(file).hex());
        }
    }

    static Stream<String> hostileNames() {
        return Stream.of(
                "-rf --config=x.mp4",
                "it's \"quoted\" `id` $(id) ; | & > <.mp4",
                "line\nbreak\r\u001b[31m.mp4",
                "..mp4",
                ".hidden.mp4",
                "...",
                "percent%2f%00\\x.mp4",
                "emoji \uD83D\uDE00 \u202Eright to left.mp4",
                "комната_2026-11-20-10-00-00.mp4",
                " spaces \t.mp4",
                "~.mp4",
                "CON",
                "x".repeat(251) + ".mp4");
    }

    /** A3. */
    @ParameterizedTest
    @MethodSource("hostileNames")
    void takesHostileNames(String name) throws Exception {
        assumeTrue(System.getProperty("sun.jnu.encoding").contains("UTF-8"), "the JVM cannot name such files");
        var session = kit.session();
        var file = JibriKit.media(session, name, 1000);
        var hash = hash(file);
        JibriKit.handOver(session);

        var said = kit.with("LECTORIUM_KEEP_DAYS", "0").once();

        assertThat(recordingOf(session).sha256()).isEqualTo(hash);
        assertThat(session).as("it was found again to be deleted").doesNotExist();
        assertThat(said.lines()).as("a fact is a line").allMatch(line -> line.startsWith("ts="));
        assertThat(said).doesNotContain("\u001b").doesNotContain("\u202e");
        assertThat(JsonMapper.shared().readTree(kit.state().toString()).isObject())
                .isTrue();
    }

    @Test
    void followsNoLinks() throws Exception {
        var session = kit.session();
        var secret = Files.writeString(temp.resolve("secret"), "SECRET " + UUID.randomUUID());
        Files.createSymbolicLink(session.resolve("link.mp4"), secret);
        Files.createSymbolicLink(session.resolve("metadata.json"), secret);
        var outside = Files.createDirectories(temp.resolve("outside"));
        JibriKit.media(outside, "outside.mp4", 1000);
        Files.createSymbolicLink(kit.recordings().resolve("directory"), outside);
        JibriKit.media(session, NAME, 1000);
        JibriKit.handOver(session);

        kit.with("LECTORIUM_KEEP_DAYS", "0").once();

        assertThat(recordings(session)).hasSize(1);
        assertThat(secret).exists();
        assertThat(outside.resolve("outside.mp4")).exists();
        assertThat(session.resolve("link.mp4")).isSymbolicLink();
    }

    @Test
    void worksAlone() throws Exception {
        var session = kit.session();
        JibriKit.media(session, NAME, 4 * MIB);
        JibriKit.handOver(session);
        kit.with("LECTORIUM_RATE", "1M").with("LECTORIUM_CHUNK_BYTES", Integer.toString(MIB));

        try (var first = kit.start("watch")) {
            first.awaitSaid("event=delivering");
            assertThat(kit.once()).contains("event=another-is-at-it").doesNotContain("event=deliver");
            first.awaitSaid("event=delivered");
        }
        assertThat(recordings(session)).hasSize(1);
    }

    /** As in Jibri's container: the kit cannot be written, /tmp cannot be run from, and nobody is root. */
    @Test
    void runsReadOnlyAsUid1000WithNoexecTmp() throws Exception {
        assumeTrue(isRoot(), "only root can mount and become somebody else");
        var place = Files.createTempDirectory(Path.of("/var/tmp"), "lectorium-kit");
        try {
            Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
            FileSystemUtils.copyRecursively(JibriKit.KIT, place.resolve("kit"));
            run("chmod", "-R", "a+rX", place.toString());
            run(
                    "chmod",
                    "a+x",
                    place.resolve("kit/deliver").toString(),
                    place.resolve("kit/finalize.sh").toString());
            kit = new JibriKit(place.resolve("recordings"), lectorium);
            var token = Files.writeString(place.resolve("token"), LectoriumTest.INGEST_TOKEN + "\n");
            Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
            kit.with("LECTORIUM_INGEST_TOKEN", "").with("LECTORIUM_INGEST_TOKEN_FILE", token.toString());
            var session = kit.session();
            JibriKit.media(session, NAME, 1000);
            run("chown", "-R", "1000:1000", kit.recordings().toString(), token.toString());
            var inside =
                    "mount --bind %1$s %1$s && mount -o remount,bind,ro %1$s && mount -t tmpfs -o noexec tmpfs /tmp"
                                    .formatted(place.resolve("kit"))
                            + " && ! touch %1$s/x 2>/dev/null && exec setpriv --reuid=1000 --regid=1000 --clear-groups"
                                    .formatted(place.resolve("kit"))
                            + " sh -c 'id -u; %1$s/finalize.sh %2$s; exec %1$s/deliver once'"
                                    .formatted(place.resolve("kit"), session);

            var said = JibriKit.ended(kit.start(List.of("unshare", "--mount", "sh", "-c", inside)));

            assertThat(said).startsWith("1000\n").contains("event=handed-over").contains("event=delivered");
            assertThat(said).doesNotContain("token-readable-by-others");
            assertThat(recordings(session)).hasSize(1);
        } finally {
            FileSystemUtils.deleteRecursively(place);
        }
    }

    @Test
    void warnsOfATokenThatOthersCanRead() throws Exception {
        var token = Files.writeString(temp.resolve("token"), LectoriumTest.INGEST_TOKEN);
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
        kit.session();

        assertThat(kit.with("LECTORIUM_INGEST_TOKEN", "")
                        .with("LECTORIUM_INGEST_TOKEN_FILE", token.toString())
                        .once())
                .contains("event=token-readable-by-others");
    }

    /** The archive shows that something is on its way, also if Prosody never said so. */
    @Test
    void isShownWhileItIsSent() throws Exception {
        var session = kit.session();
        JibriKit.media(session, "room-" + session.getFileName() + "_2026-11-20-10-00-00.mp4", 8 * MIB);
        JibriKit.handOver(session);
        kit.with("LECTORIUM_RATE", "512K").with("LECTORIUM_CHUNK_BYTES", Integer.toString(MIB));
        var admin = RunningLectorium.onPort(port).admin();

        try (var running = kit.start("watch")) {
            var card = await().atMost(Duration.ofSeconds(60))
                    .until(
                            () -> admin.get("/api/v1/recordings?room=room-" + session.getFileName())
                                    .body()
                                    .path("items"),
                            items -> items.size() == 1
                                    && items.path(0).path("status").asString().equals("receiving"))
                    .path(0);
            // However late it is, it is not missing while it comes.
            jdbc.sql("update catalog.expected set ended_at = ended_at - interval '7 hours',"
                            + " end_heard_at = end_heard_at - interval '7 hours' where session = ?")
                    .param(session.getFileName().toString())
                    .update();
            awaitALookForWhatIsMissing();
            var late = admin.get("/api/v1/recordings/" + card.path("id").asString())
                    .body();
            assertThat(late.path("status").asString()).isEqualTo("receiving");
            assertThat(late.path("problem").path("key").asString()).isNotEqualTo("recording-missing");
            running.kill();
            kit.with("LECTORIUM_RATE", "0").once();
            assertThat(admin.get("/api/v1/recordings/" + card.path("id").asString())
                            .text("id"))
                    .isEqualTo(recordingOf(session).id());
        }
    }

    /** Until one that nobody sends has been found, which ended later and so is looked at later. */
    private void awaitALookForWhatIsMissing() {
        var marker = UUID.randomUUID().toString();
        jdbc.sql("""
                        insert into catalog.expected (session, card, asked_at, started_at, ended_at, end_heard_at)
                        select ?, gen_random_uuid(), at, at, at, at from (select now() - interval '6 hours 1 minute' as at)
                        """).param(marker).update();
        await().until(() -> jdbc.sql("select missing_at is not null from catalog.expected where session = ?")
                .param(marker)
                .query(Boolean.class)
                .single());
    }

    /** What shell scripts get wrong. */
    @Test
    void isCleanShell() throws Exception {
        assumeTrue(
                new ProcessBuilder("sh", "-c", "command -v shellcheck").start().waitFor() == 0,
                "shellcheck is not installed");
        run(
                "shellcheck",
                JibriKit.KIT.resolve("deliver").toString(),
                JibriKit.KIT.resolve("finalize.sh").toString(),
                JibriKit.KIT.resolve("install").toString());
    }

    private record Kept(String id, String sha256, String room, String meeting, String fileName) {}

    private Kept recordingOf(Path session) {
        var all = recordings(session);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private List<Kept> recordings(Path session) {
        return jdbc.sql("select id, sha256, coalesce(room, '') as room, coalesce(meeting_id, '') as meeting, file_name"
                        + " from catalog.recordings where recorder_session = ? and size_bytes > 0")
                .param(session.getFileName().toString())
                .query((row, number) -> new Kept(
                        row.getString("id"),
                        row.getString("sha256"),
                        row.getString("room"),
                        row.getString("meeting"),
                        row.getString("file_name")))
                .list();
    }

    private String upload(Path session) {
        return jdbc.sql("select id from ingest.uploads where delivery_key = ?")
                .param(session.getFileName() + "/" + NAME)
                .query((row, number) -> row.getString("id"))
                .single();
    }

    private long received(Path session) {
        return jdbc.sql("select received from ingest.uploads where delivery_key = ?")
                .param(session.getFileName() + "/" + NAME)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** What the kit has noted of the archive's answers. */
    private long offset(Path session) throws IOException {
        var record = kit.recordings().resolve(".lectorium/files").resolve(session.getFileName() + "~" + NAME);
        return Files.exists(record) && kit.state().path("deliveringBytesLeft").asLong() > 0
                ? 6L * MIB - kit.state().path("deliveringBytesLeft").asLong()
                : 0;
    }

    private void eightDaysAgo() throws IOException {
        try (var records = Files.list(kit.recordings().resolve(".lectorium/files"))) {
            for (Path record : records.toList()) {
                var then = Instant.now().minus(Duration.ofDays(8)).getEpochSecond();
                Files.writeString(record, Files.readString(record).replaceAll("confirmed=\\d+", "confirmed=" + then));
            }
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static String hash(Path file) {
        try {
            return Sha256.of(file).hex();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return base64;
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void run(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(String.join(" ", command) + "\n" + said)
                .isZero();
    }
}
