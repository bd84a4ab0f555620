package org.lectorium.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time that a recorder was asked to record a conference to a file.
 *
 * @param session Jibri's id of it, by which its recording can be known
 * @param startedAt null until the recorder said that it records
 * @param endedAt null while it is not over
 * @param failure why it ended, in Jitsi's word, if it did not end in order
 */
public record RecorderRun(
        String session,
        Instant askedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String failure) {}
