package org.lectorium.ingest.tus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.lectorium.core.ProblemException;

/** How the pure functions say no. */
final class Refusals {

    private Refusals() {}

    static void refused(ThrowingCallable call, UploadProblem problem) {
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                .extracting(ProblemException::key)
                .isEqualTo(problem);
    }

    /** The name of the header at fault is told. */
    static void invalid(ThrowingCallable call, String header) {
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                .satisfies(refused -> assertThat(refused.facts()).containsEntry("header", header))
                .extracting(ProblemException::key)
                .isEqualTo(UploadProblem.UPLOAD_HEADER_INVALID);
    }
}
