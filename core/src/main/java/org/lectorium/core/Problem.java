package org.lectorium.core;

import java.util.Map;

/** A problem as it is stored and told: its {@linkplain ProblemKey#key() key}, who can act, and what fills the text. */
public record Problem(String key, ProblemScope scope, Map<String, String> facts) {

    public Problem {
        facts = Map.copyOf(facts);
    }
}
