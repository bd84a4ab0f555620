package org.lectorium.core;

import java.util.Locale;

/** What people read about a problem, in their language. */
public interface ProblemTexts {

    /**
     * @param title names it in a few words
     * @param detail says what it means and what to do
     */
    record Text(String title, String detail) {}

    Text describe(Problem problem, Locale locale);
}
