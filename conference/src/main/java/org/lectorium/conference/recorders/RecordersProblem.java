package org.lectorium.conference.recorders;

import org.lectorium.core.ProblemKey;
import org.lectorium.core.ProblemScope;

/** What can go wrong when a recorder calls. */
public enum RecordersProblem implements ProblemKey {
    CALLBACK_TOKEN_WRONG(ProblemScope.CALLER, 401),
    RECORDER_STATUS_INVALID(ProblemScope.CALLER, 400);

    private final ProblemScope scope;
    private final int status;

    RecordersProblem(ProblemScope scope, int status) {
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
