package org.lectorium.conference;

import org.lectorium.core.ProblemKey;
import org.lectorium.core.ProblemScope;

/** What can go wrong around conferences. */
public enum ConferenceProblem implements ProblemKey {
    CONFERENCE_NOT_FOUND(ProblemScope.CALLER, 404),
    /** It may be seen, and not managed. */
    CONFERENCE_NOT_YOURS(ProblemScope.CALLER, 403),
    CONFERENCE_PARAMETER_INVALID(ProblemScope.CALLER, 400),
    /** Nobody in the conference left an address. */
    NOBODY_TO_WRITE_TO(ProblemScope.CALLER, 409),
    CALLBACK_INVALID(ProblemScope.CALLER, 400),
    CALLBACK_TOO_LARGE(ProblemScope.CALLER, 413),
    CALLBACKS_UNAVAILABLE(ProblemScope.ENVIRONMENT, 503);

    private final ProblemScope scope;
    private final int status;

    ConferenceProblem(ProblemScope scope, int status) {
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
