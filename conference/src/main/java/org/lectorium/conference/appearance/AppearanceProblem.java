package org.lectorium.conference.appearance;

import org.lectorium.core.ProblemKey;
import org.lectorium.core.ProblemScope;

/** What can go wrong with how rooms look. */
public enum AppearanceProblem implements ProblemKey {
    APPEARANCE_NOT_FOUND;

    @Override
    public ProblemScope scope() {
        return ProblemScope.CALLER;
    }

    @Override
    public int status() {
        return 404;
    }
}
