package org.lectorium.catalog.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.CatalogProblem;
import org.lectorium.core.Dates;
import org.lectorium.core.ProblemException;
import org.lectorium.core.RecordingId;

/** What came in an address, checked. Throws {@link CatalogProblem#PARAMETER_INVALID} with the parameter's name. */
final class Parameters {

    /** Elasticsearch, and any reader, gives up beyond. */
    private static final int MAX_REACH = 10_000;

    private static final int MAX_SIZE = 100;

    private Parameters() {}

    static RecordingId recording(String id) {
        try {
            return RecordingId.of(id);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(CatalogProblem.RECORDING_NOT_FOUND, Map.of("recording", id), e);
        }
    }

    /** A day or an instant; a day begins at midnight UTC. */
    static @Nullable Instant from(String name, @Nullable String value) {
        try {
            return Dates.from(value);
        } catch (DateTimeException e) {
            throw invalid(name, e);
        }
    }

    /** A day or an instant; a day is included to its end. */
    static @Nullable Instant to(String name, @Nullable String value) {
        try {
            return Dates.to(value);
        } catch (DateTimeException e) {
            throw invalid(name, e);
        }
    }

    static <T> Set<T> words(String name, @Nullable Collection<String> values, Function<String, T> parse) {
        try {
            return values == null ? Set.of() : values.stream().map(parse).collect(Collectors.toUnmodifiableSet());
        } catch (IllegalArgumentException e) {
            throw invalid(name, e);
        }
    }

    static @Nullable String text(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    static String required(String name, @Nullable String value, int maxLength) {
        var text = text(value);
        if (text == null || text.length() > maxLength) {
            throw invalid(name, null);
        }
        return text;
    }

    static void checkPage(int page, int size) {
        if (page < 0 || (page + 1L) * size > Integer.MAX_VALUE) {
            throw invalid("page", null);
        }
        if (size < 1 || size > MAX_SIZE) {
            throw invalid("size", null);
        }
    }

    static void checkReach(int page, int size) {
        checkPage(page, size);
        if ((page + 1L) * size > MAX_REACH) {
            throw invalid("page", null);
        }
    }

    static ProblemException invalid(String name, @Nullable Exception cause) {
        return new ProblemException(CatalogProblem.PARAMETER_INVALID, Map.of("parameter", name), cause);
    }
}
