package org.lectorium.api.accounts;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account as its owner and administrators see it.
 *
 * @param local whether it is an account of ours; else the directory's, which says name, e-mail, groups and role
 * @param invited whether it has no password yet
 * @param lastSeenAt to the minute
 */
@Schema(name = "User")
record UserJson(
        UUID id,
        String username,
        String displayName,
        @Nullable String email,

        @Schema(allowableValues = {"admin", "lecturer", "user"})
        String role,

        List<String> groups,
        boolean local,
        boolean invited,
        Instant createdAt,
        @Nullable Instant lastSeenAt,
        @Nullable Instant blockedAt) {

    static UserJson of(Account account) {
        return new UserJson(
                account.id().value(),
                account.username(),
                account.displayName(),
                account.email(),
                account.role().word(),
                account.groups().stream().sorted().toList(),
                account.isLocal(),
                account.isLocal() && !account.hasPassword(),
                account.createdAt(),
                account.lastSeenAt(),
                account.blockedAt());
    }
}
