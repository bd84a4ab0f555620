package org.lectorium.core;

import java.nio.charset.StandardCharsets;

/** File names for {@code Content-Disposition}, by RFC 6266 and RFC 8187. */
public final class ContentDispositions {

    private static final String UNESCAPED = "!#$&+-.^_`|~";

    private ContentDispositions() {}

    /** Makes a browser save the response under that name, whatever is in it. */
    public static String attachment(String fileName) {
        var ascii = new StringBuilder();
        fileName.codePoints()
                .forEach(c -> ascii.append(c < 0x20 || c > 0x7e || c == '"' || c == '\\' || c == '%' ? '_' : (char) c));
        return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + percentEncoded(fileName);
    }

    private static String percentEncoded(String text) {
        var encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || UNESCAPED.indexOf(c) >= 0);
            encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return encoded.toString();
    }
}
