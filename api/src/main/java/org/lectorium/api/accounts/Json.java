package org.lectorium.api.accounts;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectorium.api.problems.ApiProblem;
import org.lectorium.core.ProblemException;

/** What came in a body or an address, checked. Throws {@link ApiProblem#REQUEST_INVALID} with the field's name. */
final class Json {

    static final int MAX_SIZE = 100;

    private Json() {}

    static String required(String name, @Nullable String value, int maxLength) {
        if (value == null || value.isBlank() || value.strip().length() > maxLength || value.indexOf('\0') >= 0) {
            throw invalid(name, null);
        }
        return value.strip();
    }

    static @Nullable String optional(String name, @Nullable String value, int maxLength) {
        return value == null || value.isBlank() ? null : required(name, value, maxLength);
    }

    static Role role(@Nullable String word) {
        try {
            return Role.of(word == null ? "" : word);
        } catch (IllegalArgumentException e) {
            throw invalid("role", e);
        }
    }

    static void checkPage(int page, int size) {
        if (page < 0 || size < 1 || size > MAX_SIZE) {
            throw invalid("page", null);
        }
    }

    static ProblemException invalid(String name, @Nullable Exception cause) {
        return new ProblemException(ApiProblem.REQUEST_INVALID, Map.of("reason", name), cause);
    }
}
