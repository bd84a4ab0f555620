package org.lectorium.ingest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.OriginalFile;
import org.lectorium.core.RecordingId;
import org.lectorium.core.UserId;

/**
 * A row of the truth about originals.
 *
 * @param sender who sent it; null for the recorders, which are one sender
 * @param keptAt since when the media store has it; null while only a spool has it
 */
public record StoredOriginal(
        RecordingId recording,
        @Nullable UserId sender,
        @Nullable String idempotencyKey,
        OriginalFile file,
        @Nullable Instant keptAt) {}
