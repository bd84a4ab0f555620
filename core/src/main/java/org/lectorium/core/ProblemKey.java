package org.lectorium.core;

import java.util.Locale;

/**
 * Names one kind of problem, for good: clients and translations rely on it. Implemented by one enum per module, beside
 * the code that meets the problem; each constant has a text in every interface language and a line in
 * {@code docs/problems.md}.
 */
public interface ProblemKey {

    /** The name of the enum constant. */
    String name();

    ProblemScope scope();

    /** The HTTP status with which a request that meets this problem is answered. */
    int status();

    /** The stable key on the wire, such as {@code empty-file}. */
    default String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
