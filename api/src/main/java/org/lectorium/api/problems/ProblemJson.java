package org.lectorium.api.problems;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.Problem;
import org.lectorium.core.ProblemTexts;

/**
 * An error by RFC 9457.
 *
 * @param key stable; what programs look at
 * @param scope who can act: caller, recording, environment or bug
 * @param facts what fills the text
 * @param errorId finds it in the log; only for bugs
 */
@Schema(name = "Problem")
public record ProblemJson(
        String type,
        String title,
        String detail,
        int status,
        String key,
        String scope,
        Map<String, String> facts,
        @Nullable String errorId) {

    static ProblemJson of(Problem problem, int status, ProblemTexts texts, Locale locale, @Nullable String errorId) {
        var text = texts.describe(problem, locale);
        return new ProblemJson(
                "urn:lectorium:problem:" + problem.key(),
                text.title(),
                text.detail(),
                status,
                problem.key(),
                problem.scope().name().toLowerCase(Locale.ROOT),
                problem.facts(),
                errorId);
    }
}
