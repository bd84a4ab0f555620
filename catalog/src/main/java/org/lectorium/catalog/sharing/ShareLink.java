package org.lectorium.catalog.sharing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.RecordingId;
import org.lectorium.core.UserId;

/**
 * A link that lets whoever has it watch one recording. Its token is known to those who have the link, and to nobody
 * else.
 *
 * @param label what its maker calls it
 * @param passwordHash null if it asks for none
 * @param expiresAt null if it never does
 * @param maxUses how often it may be opened; null for any number
 * @param download whether the recording may be saved as well
 * @param origins sites whose pages may show it inside of them, such as {@code https://moodle.example.org}
 */
public record ShareLink(
        UUID id,
        RecordingId recording,
        String label,
        @Nullable String passwordHash,
        @Nullable Instant expiresAt,
        @Nullable Integer maxUses,
        int uses,
        boolean download,
        List<String> origins,
        UserId createdBy,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    /** Whether it still lets in who has opened it already. */
    public boolean isAlive(Instant now) {
        return revokedAt == null && (expiresAt == null || expiresAt.isAfter(now));
    }

    public boolean isUsedUp() {
        return maxUses != null && uses >= maxUses;
    }

    @Override
    public String toString() {
        return "share link " + id;
    }
}
