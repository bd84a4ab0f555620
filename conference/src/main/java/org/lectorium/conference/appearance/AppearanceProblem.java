package org.lectorium.conference.appearance;

import org.lectorium.core.ProblemKey;
import org.lectorium.core.ProblemScope;

/** What can go wrong with how rooms look. */
public enum AppearanceProblem implements ProblemKey {
    APPEARANCE_NOT_FOUND(ProblemScope.CALLER, 404),
    IMAGE_NOT_FOUND(ProblemScope.CALLER, 404),
    /** By its first bytes; a vector image could bring a script. */
    IMAGE_NOT_TAKEN(ProblemScope.CALLER, 415),
    IMAGE_TOO_LARGE(ProblemScope.CALLER, 413);

    private final ProblemScope scope;
    private final int status;

    AppearanceProblem(ProblemScope scope, int status) {
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
