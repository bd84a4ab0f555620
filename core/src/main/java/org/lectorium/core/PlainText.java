package org.lectorium.core;

import org.jspecify.annotations.Nullable;

/** Text that a stranger chose, fit to be stored and shown. */
public final class PlainText {

    private PlainText() {}

    /** Without control, direction-changing and half characters, trimmed and cut; null if nothing is left. */
    public static @Nullable String of(String text, int maxLength) {
        var kept = text.codePoints()
                .filter(PlainText::isHarmless)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        var cut = kept.codePointCount(0, kept.length()) <= maxLength
                ? kept
                : kept.substring(0, kept.offsetByCodePoints(0, maxLength));
        return cut.isEmpty() ? null : cut;
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE -> false;
            // Joiners belong to emoji and to several scripts; other format characters turn text around.
            case Character.FORMAT -> c == 0x200c || c == 0x200d;
            default -> true;
        };
    }
}
