package org.lectorium.api.problems;

import org.lectorium.core.ProblemKey;
import org.lectorium.core.ProblemScope;

/** What can go wrong with any request. */
public enum ApiProblem implements ProblemKey {
    REQUEST_INVALID(ProblemScope.CALLER, 400),
    SIGN_IN_REQUIRED(ProblemScope.CALLER, 401),
    BAD_CREDENTIALS(ProblemScope.CALLER, 401),
    FORBIDDEN(ProblemScope.CALLER, 403),
    NOT_FOUND(ProblemScope.CALLER, 404),
    METHOD_NOT_ALLOWED(ProblemScope.CALLER, 405),
    NOT_ACCEPTABLE(ProblemScope.CALLER, 406),
    UNSUPPORTED_MEDIA_TYPE(ProblemScope.CALLER, 415),
    TOO_MANY_ATTEMPTS(ProblemScope.CALLER, 429),
    DATABASE_UNAVAILABLE(ProblemScope.ENVIRONMENT, 503),
    UNEXPECTED(ProblemScope.BUG, 500);

    private final ProblemScope scope;
    private final int status;

    ApiProblem(ProblemScope scope, int status) {
        this.scope = scope;
        this.status = status;
    }

    @Override
    public ProblemScope scope() {
        return scope;
    }

    @Override
    public int status() {
        return status;
    }
}
