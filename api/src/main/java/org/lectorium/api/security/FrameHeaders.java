package org.lectorium.api.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lectorium.catalog.sharing.ShareRecordings;
import org.lectorium.conference.jitsi.JitsiSettings;
import org.lectorium.core.ContentPolicy;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.stereotype.Component;

/**
 * What a page may load, and whose pages may show ours inside of theirs: nobody's, except that a share link can name
 * sites that embed its player. Jitsi's page, inside of ours, gets camera and microphone. All pages are one application:
 * what one of them needs has to be allowed from the first that was loaded.
 */
@Component
final class FrameHeaders implements HeaderWriter {

    private static final Pattern EMBEDDED = Pattern.compile("/embed/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    /** What its frame asks for. */
    private static final List<String> FOR_JITSI = List.of(
            "autoplay",
            "camera",
            "clipboard-write",
            "compute-pressure",
            "display-capture",
            "fullscreen",
            "hid",
            "microphone",
            "picture-in-picture",
            "screen-wake-lock",
            "window-management");

    private final ShareRecordings shares;
    private final String content;
    private final String permissions;

    /** @param mediaEndpoint where browsers fetch media themselves; empty if they do not */
    FrameHeaders(
            ShareRecordings shares,
            JitsiSettings jitsi,
            @Value("${lectorium.s3.public-endpoint}") String mediaEndpoint) {
        this.shares = shares;
        this.content = content(mediaEndpoint, jitsi);
        this.permissions = permissions(jitsi);
    }

    private static String content(String mediaEndpoint, JitsiSettings jitsi) {
        var origin = URI.create(mediaEndpoint);
        var media = mediaEndpoint.isEmpty() ? "" : " " + origin.getScheme() + "://" + origin.getAuthority();
        var script = jitsi.isSet() ? " " + jitsi.scriptOrigin() : "";
        var frame = jitsi.isSet() ? " " + jitsi.origin() : "";
        return "default-src 'self'; script-src 'self'" + script + "; frame-src 'self'" + frame
                + "; img-src 'self' data: blob:" + media
                + "; media-src 'self' blob:" + media + "; connect-src 'self'" + media
                + "; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors ";
    }

    private static String permissions(JitsiSettings jitsi) {
        var allowed = jitsi.isSet() ? "(self \"" + jitsi.origin() + "\")" : "(self)";
        return FOR_JITSI.stream().map(each -> each + "=" + allowed).collect(Collectors.joining(", "))
                + ", geolocation=(), payment=(), usb=()";
    }

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        // Media bring a stricter one.
        if (response.containsHeader(ContentPolicy.HEADER)) {
            return;
        }
        response.setHeader("Permissions-Policy", permissions);
        var origins = origins(request.getRequestURI());
        response.setHeader(ContentPolicy.HEADER, content + (origins.isEmpty() ? "'none'" : String.join(" ", origins)));
        if (origins.isEmpty()) {
            response.setHeader("X-Frame-Options", "DENY");
        }
    }

    private List<String> origins(String path) {
        var match = EMBEDDED.matcher(path);
        return match.matches() ? shares.origins(UUID.fromString(match.group(1))) : List.of();
    }
}
