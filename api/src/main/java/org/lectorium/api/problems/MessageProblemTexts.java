package org.lectorium.api.problems;

import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lectorium.core.Problem;
import org.lectorium.core.ProblemTexts;
import org.springframework.stereotype.Component;

/** Texts from {@code problems.properties}; facts stand in them as {@code {name}}. */
@Component
class MessageProblemTexts implements ProblemTexts {

    private static final Pattern FACT = Pattern.compile("\\{(\\w+)}");
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    @Override
    public Text describe(Problem problem, Locale locale) {
        var bundle = ResourceBundle.getBundle("problems", locale, NO_FALLBACK);
        return new Text(
                text(bundle, problem.key() + ".title", problem.facts()),
                text(bundle, problem.key() + ".detail", problem.facts()));
    }

    private static String text(ResourceBundle bundle, String key, Map<String, String> facts) {
        try {
            return FACT.matcher(bundle.getString(key))
                    .replaceAll(fact -> Matcher.quoteReplacement(facts.getOrDefault(fact.group(1), "…")));
        } catch (MissingResourceException e) {
            // Stored by a newer version of the program, before it was taken back.
            return key;
        }
    }
}
