package org.lectorium.api.accounts;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.UserId;

/**
 * Somebody who can sign in.
 *
 * @param email null if it is not known
 * @param groups of the directory
 * @param issuer of the directory that vouches for them; null for a local account
 * @param hasPassword whether they can sign in without a directory
 * @param lastSeenAt to the minute
 * @param blockedAt null unless they are kept out
 */
public record Account(
        UserId id,
        String username,
        String displayName,
        @Nullable String email,
        Role role,
        Set<String> groups,
        @Nullable String issuer,
        boolean hasPassword,
        Instant createdAt,
        @Nullable Instant lastSeenAt,
        @Nullable Instant blockedAt) {

    public Account {
        groups = Set.copyOf(groups);
    }

    public boolean isLocal() {
        return issuer == null;
    }
}
