package org.lectorium.catalog.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.access.AccessRule;
import org.lectorium.core.AccessLevel;
import org.lectorium.core.People;

/**
 * Who may watch a recording.
 *
 * @param owners the owner first, then co-owners; those that are gone have an empty name
 * @param attended how many people are known to have been in the conference
 */
@Schema(name = "Access")
record AccessJson(
        @Schema(allowableValues = {"private", "participants", "group", "organisation", "link"})
        String access,

        List<String> groups,
        List<Owner> owners,
        int attended) {

    private static final int MAX_GROUPS = 100;
    private static final int MAX_GROUP_NAME = 300;

    @Schema(name = "Owner")
    record Owner(UUID id, String name) {}

    static AccessJson of(AccessRule rule, People people) {
        var names = people.names(rule.owners());
        return new AccessJson(
                rule.level().word(),
                rule.groups().stream().sorted().toList(),
                rule.owners().stream()
                        .map(owner -> new Owner(owner.value(), names.getOrDefault(owner, "")))
                        .toList(),
                rule.attended().size());
    }

    static AccessLevel level(@Nullable String word) {
        if (word == null) {
            throw Parameters.invalid("access", null);
        }
        return Parameters.words("access", List.of(word), AccessLevel::of)
                .iterator()
                .next();
    }

    static Set<String> groups(@Nullable Collection<String> names) {
        if (names == null || names.size() > MAX_GROUPS) {
            throw Parameters.invalid("groups", null);
        }
        return names.stream()
                .map(name -> Parameters.required("groups", name, MAX_GROUP_NAME))
                .collect(Collectors.toUnmodifiableSet());
    }
}
