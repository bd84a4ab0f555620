package org.lectorium.api.problems;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.ProblemException;
import org.lectorium.core.ProblemKey;
import org.lectorium.core.ProblemScope;
import org.lectorium.core.ProblemTexts;
import org.lectorium.core.postgres.DatabaseAway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.HandlerMapping;

/** The only place where an error becomes a response. */
@RestControllerAdvice
class ProblemHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    private final ProblemTexts texts;

    ProblemHandler(ProblemTexts texts) {
        this.texts = texts;
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<ProblemJson> handle(Exception thrown, HttpServletRequest request) {
        return switch (thrown) {
            case ProblemException named -> named(named, request);
            // Nobody is there to read an answer.
            case AsyncRequestNotUsableException gone -> null;
            case IOException gone when isClientGone(gone) -> null;
            // Who may call what is decided before controllers; its own handlers answer.
            case AccessDeniedException denied -> throw denied;
            case AuthenticationException denied -> throw denied;
            case TypeMismatchException mismatch ->
                answer(
                        new ProblemException(
                                ApiProblem.REQUEST_INVALID,
                                Map.of("reason", String.valueOf(mismatch.getPropertyName()))),
                        request,
                        null);
            case HttpMessageNotReadableException unreadable ->
                answer(new ProblemException(ApiProblem.REQUEST_INVALID, Map.of("reason", "body")), request, null);
            case Exception away when DatabaseAway.isTold(away) -> databaseAway(away, request);
            case ErrorResponse response -> answer(problem(response), request, null);
            default -> unexpected(thrown, request);
        };
    }

    private ResponseEntity<ProblemJson> named(ProblemException named, HttpServletRequest request) {
        if (named.key().scope() == ProblemScope.ENVIRONMENT) {
            log.warn("{} {}: {}", request.getMethod(), place(request), named.getMessage(), named.getCause());
        }
        return answer(named, request, null);
    }

    private ResponseEntity<ProblemJson> databaseAway(Exception away, HttpServletRequest request) {
        log.warn("{} {}: the database is away: {}", request.getMethod(), place(request), away.getMessage());
        return answer(new ProblemException(ApiProblem.DATABASE_UNAVAILABLE, away), request, null);
    }

    /**
     * What went wrong before or after controllers.
     *
     * @param thrown what filters threw; null if only the status is known
     */
    ResponseEntity<ProblemJson> ofStatus(int status, @Nullable Throwable thrown, HttpServletRequest request) {
        if (thrown instanceof Exception away && DatabaseAway.isTold(away)) {
            return databaseAway(away, request);
        }
        if (status < 500) {
            return answer(new ProblemException(key(status), Map.of("reason", "")), request, null);
        }
        var errorId = UUID.randomUUID().toString();
        log.error("{} failed outside of a controller, error {}", request.getMethod(), errorId);
        return answer(new ProblemException(ApiProblem.UNEXPECTED, Map.of("errorId", errorId)), request, errorId);
    }

    private ResponseEntity<ProblemJson> unexpected(Exception thrown, HttpServletRequest request) {
        var errorId = UUID.randomUUID().toString();
        log.error("{} {} failed, error {}", request.getMethod(), place(request), errorId, thrown);
        return answer(new ProblemException(ApiProblem.UNEXPECTED, Map.of("errorId", errorId)), request, errorId);
    }

    /** For the log, which keeps no secrets: some addresses hold a token, and a link to media is its own key. */
    private static String place(HttpServletRequest request) {
        var address = request.getRequestURI().replaceFirst("^/media/[^/]+", "/media/…");
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> parts
                        && parts.get("token") instanceof String token
                ? address.replace(token, "{token}")
                : address;
    }

    private static ProblemException problem(ErrorResponse response) {
        var detail = response.getBody().getDetail();
        return new ProblemException(
                key(response.getStatusCode().value()), Map.of("reason", detail == null ? "" : detail));
    }

    private static ProblemKey key(int status) {
        return switch (status) {
            case 404 -> ApiProblem.NOT_FOUND;
            case 405 -> ApiProblem.METHOD_NOT_ALLOWED;
            case 406 -> ApiProblem.NOT_ACCEPTABLE;
            case 415 -> ApiProblem.UNSUPPORTED_MEDIA_TYPE;
            default -> ApiProblem.REQUEST_INVALID;
        };
    }

    private static boolean isClientGone(IOException e) {
        return e.getClass().getSimpleName().equals("ClientAbortException");
    }

    ResponseEntity<ProblemJson> answer(ProblemException problem, HttpServletRequest request, @Nullable String errorId) {
        int status = problem.key().status();
        var response = ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        ProblemWriter.retryAfter(problem).ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        return response.body(ProblemJson.of(problem.problem(), status, texts, request.getLocale(), errorId));
    }
}
