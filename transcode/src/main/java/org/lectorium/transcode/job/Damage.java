package org.lectorium.transcode.job;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.MediaFacts;
import org.lectorium.core.Problem;
import org.lectorium.core.Rendition;
import org.lectorium.transcode.MediaInfo;
import org.lectorium.transcode.TranscodeProblem;

/** Compares what a file promised with what could be made of it. */
final class Damage {

    /** Tracks of one file end at different times; only more than that is a loss. */
    private static final double TOLERATED_SECONDS = 3;

    private static final double TOLERATED_SHARE = 0.02;

    private Damage() {}

    static MediaFacts facts(MediaInfo original, double madeSeconds, Rendition made) {
        return new MediaFacts(
                madeSeconds, made.width(), made.height(), truncation(original.durationSeconds(), madeSeconds));
    }

    private static @Nullable Problem truncation(@Nullable Double promised, double made) {
        if (promised == null || promised - made <= TOLERATED_SECONDS + promised * TOLERATED_SHARE) {
            return null;
        }
        return new Problem(
                TranscodeProblem.MEDIA_TRUNCATED.key(),
                TranscodeProblem.MEDIA_TRUNCATED.scope(),
                Map.of("expectedSeconds", seconds(promised), "playableSeconds", seconds(made)));
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.0f", seconds);
    }
}
