package org.lectorium.conference.statistics;

import org.lectorium.core.ProblemKey;
import org.lectorium.core.ProblemScope;

/** What can go wrong with statistics. */
public enum StatisticsProblem implements ProblemKey {
    PERIOD_INVALID(ProblemScope.CALLER, 400);

    private final ProblemScope scope;
    private final int status;

    StatisticsProblem(ProblemScope scope, int status) {
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
