package org.lectorium.api.accounts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the claims of a token say about somebody. */
record DirectoryPerson(
        String issuer,
        String subject,
        String username,
        String displayName,
        @Nullable String email,
        @Nullable String picture,
        Role role,
        Set<String> groups) {

    private static final int MAX_GROUPS = 1000;
    private static final Pattern PICTURE = Pattern.compile("https://[\\x21-\\x7e]{1,500}");

    /** @return empty for somebody who lacks the role that everybody needs */
    static Optional<DirectoryPerson> of(Map<String, Object> claims, DirectorySettings settings) {
        var roles = settings.rolesClaims().stream()
                .flatMap(path -> words(at(claims, path)))
                .collect(Collectors.toUnmodifiableSet());
        return role(roles, settings).map(role -> {
            var subject = text(claims, "sub").orElseThrow();
            var username = text(claims, "preferred_username").orElse(subject);
            return new DirectoryPerson(
                    text(claims, "iss").orElseThrow(),
                    subject,
                    username,
                    text(claims, "name").orElse(username),
                    text(claims, "email").orElse(null),
                    text(claims, "picture").filter(DirectoryPerson::isPicture).orElse(null),
                    role,
                    words(at(claims, settings.groupsClaim()))
                            .limit(MAX_GROUPS)
                            .collect(Collectors.toUnmodifiableSet()));
        });
    }

    /** Roles are compared as a whole: {@code lectorium-admin-assistant} is no {@code lectorium-admin}. */
    private static Optional<Role> role(Set<String> roles, DirectorySettings settings) {
        if (roles.contains(settings.adminRole())) {
            return Optional.of(Role.ADMIN);
        }
        if (roles.contains(settings.lecturerRole())) {
            return Optional.of(Role.LECTURER);
        }
        return settings.userRole() == null || roles.contains(settings.userRole())
                ? Optional.of(Role.USER)
                : Optional.empty();
    }

    /** Browsers of everybody in a conference will fetch it. */
    private static boolean isPicture(String address) {
        return PICTURE.matcher(address).matches();
    }

    private static @Nullable Object at(Map<String, Object> claims, String path) {
        Object found = claims;
        for (String name : names(claims, path)) {
            found = found instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return found;
    }

    /** A claim may itself have dots in its name. */
    private static List<String> names(Map<String, Object> claims, String path) {
        return claims.containsKey(path) ? List.of(path) : new ArrayList<>(List.of(path.split("\\.")));
    }

    private static Stream<String> words(@Nullable Object claim) {
        return claim instanceof Collection<?> many
                ? many.stream().filter(String.class::isInstance).map(String.class::cast)
                : Stream.empty();
    }

    private static Optional<String> text(Map<String, Object> claims, String name) {
        return Optional.ofNullable(claims.get(name)).map(Object::toString).filter(text -> !text.isBlank());
    }
}
