package org.lectorium.conference.rooms;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.ProblemException;
import org.lectorium.core.ProblemKey;

/** What came from outside, checked. Throws {@link RoomProblem#ROOM_FIELD_INVALID} with the field's name. */
public final class Given {

    private static final int MAX_SIZE = 100;

    private Given() {}

    public static String required(String name, @Nullable String value, int maxLength) {
        var text = optional(name, value, maxLength);
        if (text == null) {
            throw invalid(name, null);
        }
        return text;
    }

    /** Null for one that is blank. */
    public static @Nullable String optional(String name, @Nullable String value, int maxLength) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.strip().length() > maxLength || value.indexOf('\0') >= 0) {
            throw invalid(name, null);
        }
        return value.strip();
    }

    public static <T extends Enum<T>> T word(String name, Class<T> type, @Nullable String word) {
        try {
            return Enum.valueOf(type, required(name, word, MAX_SIZE).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw invalid(name, e);
        }
    }

    public static List<String> list(String name, @Nullable Collection<String> values, int most, int maxLength) {
        if (values == null || values.size() > most) {
            throw invalid(name, null);
        }
        return values.stream()
                .map(value -> required(name, value, maxLength))
                .distinct()
                .toList();
    }

    /** @param unknown what an id that is none means: it names nothing */
    public static UUID id(String id, ProblemKey unknown) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(unknown, e);
        }
    }

    public static void checkPage(int page, int size) {
        if (page < 0 || size < 1 || size > MAX_SIZE || (long) (page + 1) * size > Integer.MAX_VALUE) {
            throw invalid("page", null);
        }
    }

    public static ProblemException invalid(String name, @Nullable Exception cause) {
        return new ProblemException(RoomProblem.ROOM_FIELD_INVALID, Map.of("field", name), cause);
    }
}
