package org.lectorium.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

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

    @Test
    void locksEverythingUp() {
        assertThat(compose.services()).allSatisfy(name -> {
            var service = compose.service(name);
            assertThat(service.get("cap_drop")).as(name).isEqualTo(List.of("ALL"));
            assertThat(service).as(name).doesNotContainKeys("cap_add", "privileged", "pid", "network_mode", "ipc");
            assertThat(compose.securityOptions(name)).as(name).contains("no-new-privileges:true");
            assertThat(service).as(name).containsKeys("mem_limit", "pids_limit", "restart");
            // Elasticsearch writes its keystore beside its configuration.
            assertThat(service.get("read_only")).as(name).isEqualTo(name.equals("elasticsearch") ? null : true);
        });
    }

    /** The images of the others name somebody. */
    @Test
    void runsNothingAsRoot() {
        assertThat(compose.service("postgres").get("user")).isEqualTo("postgres");
        assertThat(compose.service("s3").get("user")).isEqualTo("1000:1000");
        assertThat(ComposeFile.ROOT.resolve("Dockerfile")).content().contains("\nUSER lectorium\n");
    }

    @Test
    void lessensOnlyTheWorkersLocksAndForItsSandbox() throws Exception {
        assertThat(compose.services())
                .allSatisfy(name -> assertThat(compose.securityOptions(name))
                        .as(name)
                        .containsExactlyElementsOf(
                                name.equals("worker")
                                        ? List.of(
                                                "no-new-privileges:true",
                                                "seccomp=./scripts/seccomp.json",
                                                "apparmor=unconfined",
                                                "systempaths=unconfined")
                                        : List.of("no-new-privileges:true")));
        assertThat(compose.environment("worker")).containsEntry("LECTORIUM_SANDBOX", "auto");
    }

    @Test
    void allowsTheCallsOfBubblewrapAndNoneThatReachTheKernelItself() throws Exception {
        Map<String, Object> profile = new ObjectMapper()
                .readValue(ComposeFile.ROOT.resolve("scripts/seccomp.json").toFile(), new TypeReference<>() {});
        assertThat(profile).containsEntry("defaultAction", "SCMP_ACT_ERRNO");
        var allowed = ((List<?>) requireNonNull(profile.get("syscalls")))
                .stream()
                        .map(rule -> (Map<?, ?>) rule)
                        .filter(rule -> "SCMP_ACT_ALLOW".equals(rule.get("action")))
                        .flatMap(rule -> ((List<?>) requireNonNull(rule.get("names"))).stream())
                        .map(Object::toString)
                        .toList();
        assertThat(allowed)
                .contains("clone", "unshare", "mount", "umount2", "pivot_root", "seccomp", "prctl", "execve")
                .doesNotContain(
                        "bpf",
                        "keyctl",
                        "init_module",
                        "kexec_load",
                        "perf_event_open",
                        "ptrace",
                        "process_vm_readv",
                        "setns",
                        "io_uring_setup",
                        "userfaultfd",
                        "open_by_handle_at",
                        "clock_settime",
                        "reboot");
    }

    @Test
    void closesTheStoresSideDoors() {
        assertThat((List<?>) compose.service("s3").get("command"))
                .map(Object::toString)
                .contains("-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-s3.ip.bind=0.0.0.0");
    }

    @Test
    void believesTheProxyOnTheHostAndNobodyElse() {
        var believed = Pattern.compile(requireNonNull(compose.environment("web").get("LECTORIUM_TRUSTED_PROXIES"))
                .replaceFirst("^\\$\\{LECTORIUM_TRUSTED_PROXIES:-(.*)}$", "$1"));
        assertThat(List.of("172.18.0.1", "172.31.0.1", "192.168.16.1")).allMatch(believed.asMatchPredicate());
        assertThat(List.of("172.18.0.2", "172.32.0.1", "8.8.8.1", "10.0.0.1", "1172.18.0.1"))
                .noneMatch(believed.asMatchPredicate());
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
