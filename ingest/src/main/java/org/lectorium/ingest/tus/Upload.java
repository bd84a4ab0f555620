package org.lectorium.ingest.tus;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.RecordingId;
import org.lectorium.core.Sha256;
import org.lectorium.core.UserId;

/**
 * An upload as the database knows it.
 *
 * @param id random, and the id of the recording that it becomes
 * @param owner whose it is; null for the recorders
 * @param concat the {@code Upload-Concat} with which it was created
 * @param metadata the {@code Upload-Metadata} with which it was created
 * @param parts what a final upload is made of
 * @param length null while nobody knows
 * @param received what was acknowledged
 * @param verifying what lies behind that waits for its checksum
 * @param held a node may be writing it
 * @param finished null until it is a recording
 */
public record Upload(
        UUID id,
        @Nullable UserId owner,
        @Nullable String deliveryKey,
        Kind kind,
        @Nullable String concat,
        @Nullable String metadata,
        List<UUID> parts,
        @Nullable Long length,
        long received,
        boolean verifying,
        boolean held,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Finished finished) {

    public enum Kind {
        WHOLE,
        /** A piece of a final one. */
        PARTIAL,
        /** Made of pieces. */
        FINAL
    }

    public record Finished(RecordingId recording, Sha256 sha256) {}

    Upload withReceived(long bytes, Instant expires) {
        return new Upload(
                id,
                owner,
                deliveryKey,
                kind,
                concat,
                metadata,
                parts,
                length,
                bytes,
                false,
                held,
                createdAt,
                expires,
                finished);
    }

    Upload withLength(long bytes) {
        return new Upload(
                id,
                owner,
                deliveryKey,
                kind,
                concat,
                metadata,
                parts,
                bytes,
                received,
                verifying,
                held,
                createdAt,
                expiresAt,
                finished);
    }

    RecordingId recording() {
        return new RecordingId(id);
    }

    boolean becomesRecording() {
        return kind != Kind.PARTIAL;
    }

    /** Whether all of it was acknowledged. */
    boolean isWhole() {
        return length != null && length == received;
    }

    /** @param sender null for all recorders together */
    boolean isOf(@Nullable UserId sender) {
        return Objects.equals(owner, sender);
    }

    boolean isExpired(Instant now) {
        return finished == null && !expiresAt.isAfter(now);
    }
}
