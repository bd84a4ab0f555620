package org.lectorium.conference.rooms;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.lectorium.core.ProblemException;

/**
 * What a room is called in addresses, in Jitsi and in tokens, where names are compared byte by byte after several
 * changes: nothing but {@code [a-z0-9-]} comes through all of them as it was.
 */
public record RoomName(String value) {

    private static final int MAX_LENGTH = 60;
    private static final int MAX_TYPED = 200;
    private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern NO_LETTERS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    /** Addresses of the API that no room can have. */
    private static final Set<String> TAKEN = Set.of("live");

    private static final Map<Character, String> LATIN = Map.ofEntries(
            Map.entry('а', "a"),
            Map.entry('б', "b"),
            Map.entry('в', "v"),
            Map.entry('г', "g"),
            Map.entry('д', "d"),
            Map.entry('е', "e"),
            Map.entry('ё', "yo"),
            Map.entry('ж', "zh"),
            Map.entry('з', "z"),
            Map.entry('и', "i"),
            Map.entry('й', "y"),
            Map.entry('к', "k"),
            Map.entry('л', "l"),
            Map.entry('м', "m"),
            Map.entry('н', "n"),
            Map.entry('о', "o"),
            Map.entry('п', "p"),
            Map.entry('р', "r"),
            Map.entry('с', "s"),
            Map.entry('т', "t"),
            Map.entry('у', "u"),
            Map.entry('ф', "f"),
            Map.entry('х', "kh"),
            Map.entry('ц', "ts"),
            Map.entry('ч', "ch"),
            Map.entry('ш', "sh"),
            Map.entry('щ', "shch"),
            Map.entry('ъ', ""),
            Map.entry('ы', "y"),
            Map.entry('ь', ""),
            Map.entry('э', "e"),
            Map.entry('ю', "yu"),
            Map.entry('я', "ya"),
            Map.entry('і', "i"),
            Map.entry('ї', "yi"),
            Map.entry('є', "ye"),
            Map.entry('ґ', "g"),
            Map.entry('ў', "u"),
            Map.entry('ß', "ss"),
            Map.entry('æ', "ae"),
            Map.entry('œ', "oe"),
            Map.entry('ø', "o"),
            Map.entry('ł', "l"),
            Map.entry('đ', "d"),
            Map.entry('ı', "i"));

    public RoomName {
        if (value.length() > MAX_LENGTH || !FORM.matcher(value).matches() || TAKEN.contains(value)) {
            throw new IllegalArgumentException("not the name of a room: " + value);
        }
    }

    /** @throws ProblemException if nothing of it can stand in a name */
    public static RoomName typed(String typed) {
        return of(typed).orElseThrow(() -> new ProblemException(RoomProblem.ROOM_NAME_INVALID));
    }

    /** What a typed name becomes; a name becomes itself. */
    public static Optional<RoomName> of(String typed) {
        if (typed.length() > MAX_TYPED) {
            return Optional.empty();
        }
        var slug = cut(trimmed(NO_LETTERS.matcher(inLatin(typed)).replaceAll("-")));
        return slug.isEmpty() ? Optional.empty() : Optional.of(new RoomName(TAKEN.contains(slug) ? slug + "-1" : slug));
    }

    private static String inLatin(String typed) {
        var latin = new StringBuilder();
        var lower = Normalizer.normalize(typed, Form.NFKC).toLowerCase(Locale.ROOT);
        // Again, since lower case can fall apart: İ.
        Normalizer.normalize(lower, Form.NFC)
                .chars()
                .forEach(letter -> latin.append(LATIN.getOrDefault((char) letter, String.valueOf((char) letter))));
        return MARKS.matcher(Normalizer.normalize(latin, Form.NFD)).replaceAll("");
    }

    private static String trimmed(String slug) {
        int from = slug.startsWith("-") ? 1 : 0;
        int to = slug.endsWith("-") ? slug.length() - 1 : slug.length();
        return from < to ? slug.substring(from, to) : "";
    }

    private static String cut(String slug) {
        return slug.length() <= MAX_LENGTH ? slug : trimmed(slug.substring(0, MAX_LENGTH));
    }

    @Override
    public String toString() {
        return value;
    }
}
