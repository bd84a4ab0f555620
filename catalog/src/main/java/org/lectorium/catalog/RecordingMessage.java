package org.lectorium.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A message that was written while a recording was made.
 *
 * @param at seconds from the start of the recording
 * @param replyTo the id of the message that this answers
 */
public record RecordingMessage(
        String id,
        double at,
        String author,
        String text,
        @Nullable String replyTo) {}
