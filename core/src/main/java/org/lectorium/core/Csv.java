package org.lectorium.core;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Comma-separated values (RFC 4180) that spreadsheets open as they are and that run nothing in them. */
public final class Csv {

    /** Excel takes UTF-8 for what it is only if it begins so. */
    public static final String BEGIN = "\uFEFF";

    private Csv() {}

    public static String row(Stream<String> cells) {
        return cells.map(Csv::cell).collect(Collectors.joining(",")) + "\r\n";
    }

    /** What a spreadsheet would take for a formula is made a text. */
    static String cell(String text) {
        var harmless = text.matches("(?s)[=+\\-@\t\r].*") ? "'" + text : text;
        return '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
