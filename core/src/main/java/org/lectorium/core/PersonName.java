package org.lectorium.core;

import java.util.Map;
import java.util.UUID;

/**
 * Somebody as the API names them.
 *
 * @param name empty if they are gone
 */
public record PersonName(UUID id, String name) {

    /** @param names of those who are not gone */
    public static PersonName of(UserId person, Map<UserId, String> names) {
        return new PersonName(person.value(), names.getOrDefault(person, ""));
    }
}
