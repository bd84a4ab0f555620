package org.lectorium.conference.jitsi;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param domain where Jitsi is, such as {@code meet.example.org}; with {@code http://} in front where there is no TLS;
 *     null for no Jitsi
 * @param appId what it calls us: the issuer of our tokens
 * @param appSecret whose bytes sign our tokens
 * @param audience of our tokens
 * @param subject of our tokens; null for the domain
 * @param tokenValidity how long a token lets in who has it
 * @param scriptUrl of {@code external_api.js}; null for the domain's
 */
@ConfigurationProperties("lectorium.jitsi")
public record JitsiSettings(
        @Nullable String domain,
        @Nullable String appId,
        @Nullable String appSecret,
        String audience,
        @Nullable String subject,
        Duration tokenValidity,
        @Nullable String scriptUrl) {

    /** An empty variable is one that is not set. */
    public JitsiSettings {
        domain = blankToNull(domain);
        appId = blankToNull(appId);
        appSecret = appSecret == null || appSecret.isEmpty() ? null : appSecret;
        subject = blankToNull(subject);
        scriptUrl = blankToNull(scriptUrl);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** Whether people can be let into conferences. */
    public boolean isSet() {
        return domain != null && appId != null && appSecret != null;
    }

    /** Scheme, host and port, as browsers compare them. */
    public String origin() {
        return origin(base());
    }

    /** Host and port. */
    public String host() {
        return base().getAuthority();
    }

    public String script() {
        return scriptUrl != null ? scriptUrl : origin() + "/external_api.js";
    }

    public String scriptOrigin() {
        return origin(URI.create(script()));
    }

    String sub() {
        return subject != null ? subject : base().getHost();
    }

    private URI base() {
        var set = domain == null ? "" : domain;
        return URI.create(set.contains("://") ? set : "https://" + set);
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    byte[] key() {
        return (appSecret == null ? "" : appSecret).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Jitsi at " + domain;
    }
}
