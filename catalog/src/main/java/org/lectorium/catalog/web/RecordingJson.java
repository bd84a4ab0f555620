package org.lectorium.catalog.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recording as people see it. Instants are UTC, durations are seconds.
 *
 * @param conference the number of the one that it was made of
 * @param part of how many parts of one conference it is which, counted among those that whoever asks may watch; null if
 *     it is the only one
 * @param startedAt when the recording began, or was received if nobody said
 * @param sizeBytes of the original; while it is received, how many have come
 * @param progress percent of the whole pipeline; while it is received, of its bytes
 * @param step what is being done: probe, watchable, poster, encode or publish
 * @param problem why it failed, or what is wrong with it although it plays; while it is received, why it cannot be watched
 *     yet
 * @param access who may watch it besides its owners and administrators
 * @param mayManage whether whoever asks may change it
 * @param poster a short-lived link
 */
@Schema(name = "Recording")
record RecordingJson(
        UUID id,
        String title,
        @Nullable String room,
        @Nullable Integer conference,
        @Nullable Integer part,
        @Nullable Integer parts,
        @Nullable UUID previousPart,
        @Nullable UUID nextPart,
        Instant startedAt,
        Instant receivedAt,
        @Nullable Double durationSeconds,
        long sizeBytes,
        String fileName,

        @Schema(
                allowableValues = {
                    "expected",
                    "receiving",
                    "stored",
                    "processing",
                    "watchable",
                    "published",
                    "failed",
                    "trashed"
                })
        String status,

        @Nullable Double progress,
        @Nullable Double etaSeconds,
        @Nullable String step,
        @Nullable ProblemJson problem,

        @Schema(allowableValues = {"private", "participants", "group", "organisation", "link"})
        String access,

        boolean mayManage,
        @Nullable String poster,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Boolean hasVideo,
        long version,
        @Nullable Instant trashedAt) {}
