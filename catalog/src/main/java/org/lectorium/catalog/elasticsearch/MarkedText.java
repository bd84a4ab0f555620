package org.lectorium.catalog.elasticsearch;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectorium.catalog.elasticsearch.SearchedText.Part;
import org.lectorium.catalog.lemmas.Word;

/**
 * The words around what was found, as HTML-escaped text with {@code <mark>}. Elasticsearch marks what its stemmer found;
 * what was found by lemmas is marked here, since there the index has seen other words than those that stand in the text.
 */
final class MarkedText {

    /** What Elasticsearch marks with: of the private use area, so that no language needs it. */
    static final char BEGIN = '\uE000';

    static final char END = '\uE001';

    private static final int LENGTH = 160;
    private static final int BEFORE = 40;

    private final String text;
    private final BitSet marked = new BitSet();

    private MarkedText(String text) {
        this.text = text;
    }

    /** @param byStems the whole text with the marks of Elasticsearch; null if it found nothing in it */
    static String html(String text, @Nullable String byStems, SearchedText searched) {
        var result = new MarkedText(text);
        if (byStems != null) {
            result.takeOver(byStems);
        }
        var words = Word.of(text);
        searched.parts().forEach(part -> result.mark(words, part));
        return result.html();
    }

    /** Reads both texts side by side: what is in one of them only is a mark. */
    private void takeOver(String byStems) {
        int at = 0;
        boolean inside = false;
        for (int i = 0; i < byStems.length(); i++) {
            char next = byStems.charAt(i);
            if (at < text.length() && text.charAt(at) == next) {
                marked.set(at, inside);
                at++;
            } else {
                inside = next == BEGIN;
            }
        }
    }

    private void mark(List<Word> words, Part part) {
        if (part.phrase()) {
            markPhrase(words, part.words());
        } else {
            for (int i = 0; i < part.words().size(); i++) {
                boolean open = part.open() && i == part.words().size() - 1;
                markWord(words, part.words().get(i), open);
            }
        }
    }

    private void markWord(List<Word> words, Word searched, boolean open) {
        for (Word word : words) {
            if (word.isLike(searched) || open && word.begins(searched.plain())) {
                marked.set(word.start(), word.end());
            }
        }
    }

    private void markPhrase(List<Word> words, List<Word> phrase) {
        for (int first = 0; first + phrase.size() <= words.size(); first++) {
            var there = words.subList(first, first + phrase.size());
            if (isLike(there, phrase)) {
                there.forEach(word -> marked.set(word.start(), word.end()));
            }
        }
    }

    private static boolean isLike(List<Word> there, List<Word> phrase) {
        for (int i = 0; i < phrase.size(); i++) {
            if (!there.get(i).isLike(phrase.get(i))) {
                return false;
            }
        }
        return true;
    }

    private String html() {
        int begin = begin();
        int end = text.length() - begin <= LENGTH ? text.length() : lastSpaceBefore(begin + LENGTH, begin);
        var html = new StringBuilder(begin > 0 ? "…" : "");
        for (int from = begin; from < end; ) {
            boolean mark = marked.get(from);
            int to = Math.min(end, mark ? marked.nextClearBit(from) : nextMarked(from));
            html.append(mark ? "<mark>" : "")
                    .append(escape(text.substring(from, to)))
                    .append(mark ? "</mark>" : "");
            from = to;
        }
        return html.append(end < text.length() ? "…" : "").toString();
    }

    private int nextMarked(int from) {
        int next = marked.nextSetBit(from);
        return next < 0 ? text.length() : next;
    }

    /** Where as many marks as possible are near. */
    private int begin() {
        if (text.length() <= LENGTH) {
            return 0;
        }
        int best = 0;
        int most = 0;
        for (int start : starts()) {
            int count = marked.get(start, Math.min(text.length(), start + LENGTH - BEFORE))
                    .cardinality();
            if (count > most) {
                most = count;
                best = start;
            }
        }
        return best <= BEFORE ? 0 : firstSpaceAfter(best - BEFORE, best);
    }

    private List<Integer> starts() {
        var starts = new ArrayList<Integer>();
        for (int start = marked.nextSetBit(0); start >= 0; ) {
            starts.add(start);
            start = marked.nextSetBit(marked.nextClearBit(start));
        }
        return starts;
    }

    private int firstSpaceAfter(int from, int atMost) {
        int space = text.indexOf(' ', from, atMost);
        return space < 0 ? atMost : space + 1;
    }

    private int lastSpaceBefore(int from, int atLeast) {
        int space = text.lastIndexOf(' ', from);
        return space <= atLeast + BEFORE ? whole(from) : space;
    }

    /** Not between the two halves of a character. */
    private int whole(int end) {
        return Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#x27;");
    }
}
