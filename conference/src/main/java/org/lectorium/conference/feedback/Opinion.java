package org.lectorium.conference.feedback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody thought of a conference; nobody is told who.
 *
 * @param stars 1 to 5, more is better
 */
public record Opinion(int stars, @Nullable String text, Instant at) {

    public static final int MAX_STARS = 5;
}
