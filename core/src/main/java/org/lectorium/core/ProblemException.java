package org.lectorium.core;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A problem that has a name. What people read about it is made from key and facts, in their language. */
public final class ProblemException extends RuntimeException {

    private final transient ProblemKey key;
    private final transient Map<String, String> facts;

    public ProblemException(ProblemKey key) {
        this(key, Map.of(), null);
    }

    public ProblemException(ProblemKey key, Throwable cause) {
        this(key, Map.of(), cause);
    }

    public ProblemException(ProblemKey key, Map<String, String> facts) {
        this(key, facts, null);
    }

    public ProblemException(ProblemKey key, Map<String, String> facts, @Nullable Throwable cause) {
        super(facts.isEmpty() ? key.key() : key.key() + " " + facts, cause);
        this.key = key;
        this.facts = Map.copyOf(facts);
    }

    public ProblemKey key() {
        return key;
    }

    /** What fills the placeholders of the text: names and numbers, nothing secret. */
    public Map<String, String> facts() {
        return facts;
    }

    public Problem problem() {
        return new Problem(key.key(), key.scope(), facts);
    }
}
