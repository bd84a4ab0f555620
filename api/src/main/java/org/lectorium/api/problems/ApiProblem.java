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
    LOCAL_ACCOUNTS_OFF(ProblemScope.CALLER, 403),
    USER_NOT_FOUND(ProblemScope.CALLER, 404),
    USERNAME_TAKEN(ProblemScope.CALLER, 409),
    USER_OF_DIRECTORY(ProblemScope.CALLER, 409),
    LAST_ADMIN(ProblemScope.CALLER, 409),
    PASSWORD_WRONG(ProblemScope.CALLER, 403),
    PASSWORD_TOO_WEAK(ProblemScope.CALLER, 422),
    INVITATION_INVALID(ProblemScope.CALLER, 404),
    MAIL_OFF(ProblemScope.CALLER, 409),
    MAIL_UNAVAILABLE(ProblemScope.ENVIRONMENT, 503),
    DIRECTORY_UNAVAILABLE(ProblemScope.ENVIRONMENT, 503),
    TOO_MANY_TOKENS(ProblemScope.CALLER, 409),
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
