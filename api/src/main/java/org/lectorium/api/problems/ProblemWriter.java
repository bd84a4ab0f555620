package org.lectorium.api.problems;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.lectorium.core.ProblemException;
import org.lectorium.core.ProblemTexts;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;
import tools.jackson.databind.json.JsonMapper;

/** The same form for those who answer before a controller does. */
@Component
public class ProblemWriter {

    private static final String RETRY_AFTER_SECONDS = "10";

    /** Somebody has to make it. */
    private static final String UNTIL_THERE_IS_ROOM_SECONDS = "60";

    private final ProblemTexts texts;
    private final JsonMapper json;
    private final LocaleResolver locales;

    ProblemWriter(ProblemTexts texts, JsonMapper json, LocaleResolver locales) {
        this.texts = texts;
        this.json = json;
        this.locales = locales;
    }

    public void write(ProblemException problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        int status = problem.key().status();
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        retryAfter(problem).ifPresent(seconds -> response.setHeader(HttpHeaders.RETRY_AFTER, seconds));
        json.writeValue(
                response.getOutputStream(),
                ProblemJson.of(problem.problem(), status, texts, locales.resolveLocale(request), null));
    }

    /** In how many seconds it makes sense to try again, if waiting is what helps. */
    static Optional<String> retryAfter(ProblemException problem) {
        return switch (problem.key().status()) {
            case 429, 503 -> Optional.of(problem.facts().getOrDefault("seconds", RETRY_AFTER_SECONDS));
            case 507 -> Optional.of(UNTIL_THERE_IS_ROOM_SECONDS);
            default -> Optional.empty();
        };
    }
}
