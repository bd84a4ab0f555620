package org.lectorium.api.wiring;

import org.lectorium.standalone.StandaloneStartFailure;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows the one sentence instead of a stack trace. */
class StandaloneFailureAnalyzer extends AbstractFailureAnalyzer<StandaloneStartFailure> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, StandaloneStartFailure cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
