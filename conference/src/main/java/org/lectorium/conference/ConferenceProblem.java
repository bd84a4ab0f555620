package org.lectorium.conference;

import org.lectorium.core.ProblemKey;
import org.lectorium.core.ProblemScope;

/** What can go wrong around conferences. */
public enum ConferenceProblem implements ProblemKey {
    CONFERENCE_NOT_FOUND(ProblemScope.CALLER, 404),
    CALLBACK_INVALID(ProblemScope.CALLER, 400),
    CALLBACK_TOO_LARGE(ProblemScope.CALLER, 413);

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
