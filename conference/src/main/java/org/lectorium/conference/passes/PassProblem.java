package org.lectorium.conference.passes;

import org.lectorium.core.ProblemKey;
import org.lectorium.core.ProblemScope;

/** What can go wrong with passes. */
public enum PassProblem implements ProblemKey {
    /** A token that opens nothing, or a pass of somebody else's room. */
    PASS_UNKNOWN(ProblemScope.CALLER, 404),
    PASS_NOT_OPEN(ProblemScope.CALLER, 403),
    NAME_MISSING(ProblemScope.CALLER, 400),
    /** Only its hash is kept: whoever sends invitations has to bring the token. */
    PASS_TOKEN_WRONG(ProblemScope.CALLER, 409),
    /** There is no way to send mail. */
    INVITATIONS_OFF(ProblemScope.CALLER, 409);

    private final ProblemScope scope;
    private final int status;

    PassProblem(ProblemScope scope, int status) {
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
