package org.lectorium.ingest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.OriginalFile;
import org.lectorium.core.RecordingId;

/**
 * A row of the truth about originals.
 *
 * @param keptAt since when the media store has it; null while only a spool has it
 */
public record StoredOriginal(
        RecordingId recording,
        @Nullable String idempotencyKey,
        OriginalFile file,
        @Nullable Instant keptAt) {}
