package org.lectorium.conference.jitsi;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tokens as Prosody's mod_auth_token takes them. Each oddity here is one of Prosody's: what it does with another token
 * stands in {@code JwtTest}. Signed by hand, since the libraries refuse secrets that Jitsi takes.
 */
final class Jwt {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** Prosody allows no leeway for a clock that is behind ours. */
    private static final long LEEWAY_SECONDS = 60;

    private static final int MAX_NAME = 200;

    private Jwt() {}

    static String sign(Map<String, Object> claims, byte[] key) {
        // Compared letter by letter: neither a missing nor a lower-case type is taken.
        var header = new LinkedHashMap<String, Object>();
        header.put("typ", "JWT");
        header.put("alg", "HS256");
        var content = base64(header) + "." + base64(claims);
        return content + "." + BASE64.encodeToString(hmac(content, key));
    }

    private static String base64(Map<String, Object> part) {
        return BASE64.encodeToString(JSON.writeValueAsBytes(part));
    }

    private static byte[] hmac(String content, byte[] key) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new AssertionError("every Java platform has HMAC-SHA256", e);
        }
    }

    /** @param expires always there: Prosody would take a token without it for ever */
    static Map<String, Object> claims(
            JitsiSettings settings, String room, Entrant entrant, Instant now, Instant expires) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", String.valueOf(settings.appId()));
        // No array: a list of accepted audiences is compared with it as it is.
        claims.put("aud", settings.audience());
        claims.put("sub", settings.sub());
        claims.put("room", room);
        claims.put("iat", now.getEpochSecond());
        claims.put("nbf", now.getEpochSecond() - LEEWAY_SECONDS);
        claims.put("exp", expires.getEpochSecond());
        claims.put("context", Map.of("user", user(entrant), "features", features(entrant)));
        return claims;
    }

    /** Strings only: a number would become 7.0, a null "userdata: (nil)". What is not known is left out. */
    private static Map<String, Object> user(Entrant entrant) {
        var user = new LinkedHashMap<String, Object>();
        user.put("id", entrant.id());
        user.put("name", harmless(entrant.name()));
        if (entrant.email() != null) {
            user.put("email", harmless(entrant.email()));
        }
        if (entrant.picture() != null) {
            user.put("avatar", entrant.picture());
        }
        user.put("affiliation", entrant.moderator() ? "owner" : "member");
        user.put("moderator", Boolean.toString(entrant.moderator()));
        user.put("hidden-from-recorder", "false");
        return user;
    }

    /** Where there are features, one that is not listed is denied. */
    private static Map<String, Object> features(Entrant entrant) {
        var features = new LinkedHashMap<String, Object>();
        features.put("recording", entrant.mayRecord());
        features.put("moderation", entrant.moderator());
        features.put("lobby", entrant.moderator());
        features.put("room", entrant.moderator());
        features.put("list-visitors", entrant.moderator());
        for (var everybodys :
                new String[] {"screen-sharing", "send-groupchat", "create-polls", "file-upload", "flip"}) {
            features.put(everybodys, true);
        }
        for (var nobodys : new String[] {
            "livestreaming",
            "transcription",
            "live-translation",
            "outbound-call",
            "inbound-call",
            "sip-outbound-call",
            "sip-inbound-call",
            "branding",
            "calendar"
        }) {
            features.put(nobodys, false);
        }
        return features;
    }

    /** Without what XML cannot hold: one control character, and the join is never answered. */
    static String harmless(String text) {
        var clean = new StringBuilder();
        text.codePoints()
                .filter(c -> !Character.isISOControl(c)
                        && !(c >= 0xd800 && c <= 0xdfff)
                        && (c & 0xfffe) != 0xfffe
                        && !(c >= 0xfdd0 && c <= 0xfdef))
                .limit(MAX_NAME)
                .forEach(clean::appendCodePoint);
        return clean.toString().strip();
    }
}
