package org.lectorium.core;

/** What a browser may do with bytes that came from a stranger when somebody opens them by their own address. */
public final class ContentPolicy {

    public static final String HEADER = "Content-Security-Policy";

    /** Show them, and run and load nothing. */
    public static final String STRANGERS_BYTES = "sandbox; default-src 'none'";

    private ContentPolicy() {}
}
