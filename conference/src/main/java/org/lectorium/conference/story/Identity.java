package org.lectorium.conference.story;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.PlainText;
import org.lectorium.core.UserId;

/**
 * Who somebody is, as far as it is known.
 *
 * @param user our account; null for guests and for whom somebody else vouched
 * @param pass the pass that let a guest in
 * @param name as shown in the room
 */
public record Identity(
        @Nullable UserId user,
        @Nullable UUID pass,
        @Nullable String name,
        @Nullable String email) {

    public static final Identity UNKNOWN = new Identity(null, null, null, null);

    private static final int MAX_TEXT = 200;
    private static final String PASS = "pass:";

    /**
     * @param id as our tokens have it: the id of an account, or {@code pass:} and the id of a pass; others are of others
     */
    static Identity of(@Nullable String id, @Nullable String name, @Nullable String email) {
        return new Identity(
                id == null ? null : user(id),
                id != null && id.startsWith(PASS) ? uuid(id.substring(PASS.length())) : null,
                name == null ? null : PlainText.of(name, MAX_TEXT),
                email == null ? null : PlainText.of(email, MAX_TEXT));
    }

    private static @Nullable UserId user(String id) {
        var uuid = uuid(id);
        return uuid == null ? null : new UserId(uuid);
    }

    private static @Nullable UUID uuid(String text) {
        try {
            return text.length() == 36 ? UUID.fromString(text) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    Identity named(String newName) {
        return new Identity(user, pass, PlainText.of(newName, MAX_TEXT), email);
    }

    /** This, with what it leaves open taken from another. */
    Identity orElse(Identity other) {
        return new Identity(
                user != null ? user : other.user,
                pass != null ? pass : other.pass,
                name != null ? name : other.name,
                email != null ? email : other.email);
    }

    /** Two intervals of the same person have the same key. Guests are told apart by their passes and names. */
    String key(String participant) {
        if (user != null) {
            return "user:" + user;
        }
        if (pass != null || name != null) {
            return "guest:" + pass + ":" + name;
        }
        return "participant:" + participant;
    }
}
