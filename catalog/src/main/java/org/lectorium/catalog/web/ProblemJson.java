package org.lectorium.catalog.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.Problem;
import org.lectorium.core.ProblemTexts;

/** A problem inside of something else, in the reader's language. */
@Schema(name = "RecordingProblem")
record ProblemJson(String key, String title, String detail, String scope) {

    static @Nullable ProblemJson of(@Nullable Problem problem, ProblemTexts texts, Locale locale) {
        if (problem == null) {
            return null;
        }
        var text = texts.describe(problem, locale);
        return new ProblemJson(
                problem.key(),
                text.title(),
                text.detail(),
                problem.scope().name().toLowerCase(Locale.ROOT));
    }
}
