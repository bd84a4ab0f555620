package org.lectorium.core;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/** Random words that open something, and what is kept of them. */
public final class Secrets {

    private static final int BYTES = 24;

    private Secrets() {}

    public static String random() {
        var random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** A plain SHA-256 is enough for what is as random as that. */
    public static Sha256 hash(String secret) {
        return Sha256.of(secret.getBytes(StandardCharsets.UTF_8));
    }
}
