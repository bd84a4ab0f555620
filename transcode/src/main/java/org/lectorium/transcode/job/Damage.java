package org.lectorium.transcode.job;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.MediaFacts;
import org.lectorium.core.Problem;
import org.lectorium.core.ProblemException;
import org.lectorium.core.Rendition;
import org.lectorium.transcode.MediaInfo;
import org.lectorium.transcode.TranscodeProblem;
import org.lectorium.transcode.salvage.Salvage;

/** Compares what a file promised with what could be made of it. */
final class Damage {

    /** Tracks of one file end at different times; only more than that is a loss. */
    private static final double TOLERATED_SECONDS = 3;

    private static final double TOLERATED_SHARE = 0.02;

    private Damage() {}

    /** @param salvage what had to be done before the file could be read; null for nothing */
    static MediaFacts facts(MediaInfo original, @Nullable Salvage salvage, double madeSeconds, Rendition made) {
        return new MediaFacts(
                madeSeconds,
                made.width(),
                made.height(),
                salvage == null ? truncation(original.durationSeconds(), madeSeconds) : remark(salvage, madeSeconds));
    }

    private static Problem remark(Salvage salvage, double made) {
        var facts = Map.of("playableSeconds", seconds(made), "lostBytes", Long.toString(salvage.lostBytes()));
        if (salvage.rebuilt()) {
            return problem(TranscodeProblem.MEDIA_REBUILT, facts, "usedPercent", percent(salvage.usedPercent()));
        }
        // The index would know better; it is what is missing.
        double lost = made * salvage.lostBytes() / Math.max(1, salvage.end());
        return problem(TranscodeProblem.MEDIA_CUT_OFF, facts, "lostSeconds", seconds(Math.ceil(lost)));
    }

    private static Problem problem(TranscodeProblem key, Map<String, String> facts, String name, String value) {
        var all = new HashMap<>(facts);
        all.put(name, value);
        return new ProblemException(key, all).problem();
    }

    /** Whoever reads 100 believes that nothing is missing. */
    private static String percent(double percent) {
        return String.format(Locale.ROOT, "%.1f", Math.floor(10 * percent) / 10);
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
