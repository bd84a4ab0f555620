package org.lectorium.api.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What our module in Prosody signs its requests with: {@code t=<seconds>,v1=<hex>}, where v1 is the HMAC-SHA256 of the
 * seconds, a dot and the body. A request that is sent again within the window changes nothing: its events are known.
 */
record CallbackSignature(long seconds, byte[] mac) {

    static final String HEADER = "X-Lectorium-Signature";
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern FORM = Pattern.compile("t=(\\d{1,12}),v1=(\\p{XDigit}{64})");

    static Optional<CallbackSignature> parse(@Nullable String header) {
        var match = FORM.matcher(header == null ? "" : header);
        return match.matches()
                ? Optional.of(new CallbackSignature(
                        Long.parseLong(match.group(1)), HexFormat.of().parseHex(match.group(2))))
                : Optional.empty();
    }

    boolean isFresh(Instant now) {
        return Duration.between(Instant.ofEpochSecond(seconds), now).abs().compareTo(WINDOW) <= 0;
    }

    boolean isFor(byte[] body, List<byte[]> keys) {
        return keys.stream().anyMatch(key -> MessageDigest.isEqual(mac, sign(key, body)));
    }

    private byte[] sign(byte[] key, byte[] body) {
        try {
            var hmac = Mac.getInstance(ALGORITHM);
            hmac.init(new SecretKeySpec(key, ALGORITHM));
            hmac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
            return hmac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
