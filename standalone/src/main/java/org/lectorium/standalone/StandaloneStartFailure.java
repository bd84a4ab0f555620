package org.lectorium.standalone;

import org.jspecify.annotations.Nullable;

/** Why it cannot start, in one sentence that says what to do. */
public final class StandaloneStartFailure extends RuntimeException {

    public StandaloneStartFailure(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
