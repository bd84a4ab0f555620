package org.lectorium.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conference's chat that was not taken back.
 *
 * @param id unique within the conference
 * @param at on Prosody's clock
 * @param replyTo the id of the message that this answers
 */
public record ChatLine(
        String id,
        Instant at,
        String author,
        @Nullable UserId authorId,
        String text,
        @Nullable String replyTo) {}
