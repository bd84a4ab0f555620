package org.lectorium.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Lectorium whose people come from the realm in docs/keycloak; one for all tests of this JVM.
 *
 * @param secret of our client in the realm
 */
record LectoriumWithKeycloak(ChildLectorium child, RunningLectorium lectorium, Keycloak keycloak, String secret) {

    static final String REALM = "lectorium";
    static final String PROGRAMS = "lectorium-cli";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ADDRESS_IN_FILE = "http://localhost:8080";
    private static final Supplier<LectoriumWithKeycloak> SHARED = SingletonSupplier.of(LectoriumWithKeycloak::start);

    static LectoriumWithKeycloak shared() {
        return SHARED.get();
    }

    private static LectoriumWithKeycloak start() {
        try {
            var keycloak = Keycloak.shared();
            var data = Files.createTempDirectory("lectorium-test");
            var secret = "secret of the client " + UUID.randomUUID();
            // It does not ask the realm before somebody signs in; so the realm can be told its address afterwards.
            var child = ChildLectorium.start(Map.of(
                    "LECTORIUM_DATA_DIR",
                    data.toString(),
                    "LECTORIUM_OIDC_ISSUER",
                    keycloak.issuer(REALM),
                    "LECTORIUM_OIDC_CLIENT_SECRET",
                    secret,
                    "LECTORIUM_LOCAL_ACCOUNTS",
                    "true"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                child.child().end();
                try {
                    FileSystemUtils.deleteRecursively(data);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
            var started = new LectoriumWithKeycloak(child, child.lectorium(), keycloak, secret);
            keycloak.importRealm(started.realm(REALM).toString());
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file that administrators import, with this test's address and secret. */
    JsonNode realm(String name) {
        var realm = (ObjectNode) JSON.readTree(
                text().replace(ADDRESS_IN_FILE, "http://" + child.address().getAuthority()));
        for (JsonNode client : realm.path("clients")) {
            switch (client.path("clientId").asString()) {
                case "lectorium" -> ((ObjectNode) client).put("secret", secret);
                // People type a code into a browser; tests come by password.
                case PROGRAMS -> ((ObjectNode) client).put("directAccessGrantsEnabled", true);
                default -> throw new AssertionError(client);
            }
        }
        return realm.put("realm", name);
    }

    private static String text() {
        try {
            return Files.readString(Path.of("../docs/keycloak/lectorium-realm.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Somebody in the realm. */
    record Member(String id, String username, String password) {}

    Member member(List<String> roles, List<String> groups) {
        var username = "k-" + UUID.randomUUID();
        var password = "password of " + username;
        var id = keycloak.post(
                path("/users"),
                Map.of(
                        "username",
                        username,
                        "enabled",
                        true,
                        "email",
                        username + "@example.org",
                        "emailVerified",
                        true,
                        "firstName",
                        "Анна",
                        "lastName",
                        "Орлова",
                        "groups",
                        groups,
                        "credentials",
                        List.of(Map.of("type", "password", "value", password, "temporary", false))));
        roles.forEach(role -> addRole(id, role));
        return new Member(id, username, password);
    }

    void addRole(String user, String role) {
        keycloak.post(path("/users/" + user + "/role-mappings/realm"), List.of(role(role)));
    }

    void removeRole(String user, String role) {
        keycloak.delete(path("/users/" + user + "/role-mappings/realm"), List.of(role(role)));
    }

    private JsonNode role(String name) {
        return keycloak.get(path("/roles/" + name));
    }

    /** In a group of the realm's own, by its path. */
    void join(String user, String group) {
        keycloak.put(path("/users/" + user + "/groups/" + group(group)), Map.of());
    }

    void leave(String user, String group) {
        keycloak.delete(path("/users/" + user + "/groups/" + group(group)));
    }

    private String group(String path) {
        return keycloak.get(path("/group-by-path" + path)).path("id").asString();
    }

    /** What a program gets on somebody's behalf. */
    JsonNode tokens(Member member) {
        return tokens(PROGRAMS, member);
    }

    JsonNode tokens(String client, Member member) {
        return keycloak.token(
                REALM,
                Map.of(
                        "client_id",
                        client,
                        "username",
                        member.username(),
                        "password",
                        member.password(),
                        "scope",
                        "openid"));
    }

    static String path(String rest) {
        return "/" + REALM + rest;
    }
}
