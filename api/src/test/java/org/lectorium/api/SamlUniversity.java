package org.lectorium.api;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Another realm that vouches for its people by SAML, set up as docs/single-sign-on.md says. */
record SamlUniversity(LectoriumWithKeycloak sso, String name) {

    private static final String PROFESSOR = "professor";
    private static final String ROLES = "Role";

    static SamlUniversity of(LectoriumWithKeycloak sso) {
        var university = new SamlUniversity(sso, "university-" + UUID.randomUUID());
        university.prepareProvider();
        university.prepareBroker();
        return university;
    }

    private void prepareProvider() {
        var keycloak = sso.keycloak();
        keycloak.post("", Map.of("realm", name, "enabled", true));
        keycloak.post("/" + name + "/roles", Map.of("name", PROFESSOR));
        keycloak.post(
                "/" + name + "/clients",
                Map.of(
                        "clientId",
                        keycloak.issuer(LectoriumWithKeycloak.REALM),
                        "protocol",
                        "saml",
                        "redirectUris",
                        List.of(keycloak.issuer(LectoriumWithKeycloak.REALM) + "/broker/" + name + "/endpoint"),
                        "attributes",
                        Map.of(
                                "saml.assertion.signature", "true",
                                "saml.client.signature", "false",
                                "saml.force.post.binding", "true",
                                "saml_name_id_format", "persistent"),
                        "defaultClientScopes",
                        List.of("role_list"),
                        "protocolMappers",
                        List.of(says("username"), says("email"), says("firstName"), says("lastName"))));
    }

    private static Map<String, Object> says(String property) {
        return Map.of(
                "name",
                property,
                "protocol",
                "saml",
                "protocolMapper",
                "saml-user-attribute-mapper",
                "config",
                Map.of(
                        "user.attribute", property,
                        "attribute.name", property,
                        "attribute.nameformat", "Basic"));
    }

    private void prepareBroker() {
        var keycloak = sso.keycloak();
        var described = keycloak.ask(
                LectoriumWithKeycloak.path("/identity-provider/import-config"),
                Map.of("providerId", "saml", "fromUrl", keycloak.issuer(name) + "/protocol/saml/descriptor"));
        var config = described
                .put("syncMode", "FORCE")
                .put("principalType", "ATTRIBUTE")
                .put("principalAttribute", "username")
                .put("wantAssertionsSigned", "true");
        keycloak.post(
                LectoriumWithKeycloak.path("/identity-provider/instances"),
                Map.of("alias", name, "providerId", "saml", "enabled", true, "trustEmail", true, "config", config));
        hears("username", "saml-username-idp-mapper", Map.of("template", "${ATTRIBUTE.username}"));
        for (String property : List.of("email", "firstName", "lastName")) {
            hears(
                    property,
                    "saml-user-attribute-idp-mapper",
                    Map.of("attribute.name", property, "user.attribute", property));
        }
        hears(
                PROFESSOR,
                "saml-role-idp-mapper",
                Map.of("attribute.name", ROLES, "attribute.value", PROFESSOR, "role", "lectorium-lecturer"));
    }

    private void hears(String what, String mapper, Map<String, String> config) {
        sso.keycloak()
                .post(
                        LectoriumWithKeycloak.path("/identity-provider/instances/" + name + "/mappers"),
                        Map.of(
                                "name",
                                what,
                                "identityProviderAlias",
                                name,
                                "identityProviderMapper",
                                mapper,
                                "config",
                                config));
    }

    /** @return the user name */
    String professor(String password) {
        var username = "p-" + UUID.randomUUID();
        var id = sso.keycloak()
                .post(
                        "/" + name + "/users",
                        Map.of(
                                "username",
                                username,
                                "enabled",
                                true,
                                "email",
                                username + "@university.example",
                                "emailVerified",
                                true,
                                "firstName",
                                "Иван",
                                "lastName",
                                "Петров",
                                "credentials",
                                List.of(Map.of("type", "password", "value", password, "temporary", false))));
        var role = sso.keycloak().get("/" + name + "/roles/" + PROFESSOR);
        sso.keycloak().post("/" + name + "/users/" + id + "/role-mappings/realm", List.of(role));
        return username;
    }

    void retire(String professor) {
        var id = sso.keycloak()
                .get("/" + name + "/users?exact=true&username=" + professor)
                .get(0)
                .path("id")
                .asString();
        var role = sso.keycloak().get("/" + name + "/roles/" + PROFESSOR);
        sso.keycloak().delete("/" + name + "/users/" + id + "/role-mappings/realm", List.of(role));
    }
}
