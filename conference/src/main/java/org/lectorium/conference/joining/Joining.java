package org.lectorium.conference.joining;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectorium.conference.appearance.LookJson;

/**
 * All that a page needs to show the conference.
 *
 * @param domain for {@code new JitsiMeetExternalAPI(domain, …)}
 * @param script where its code is
 * @param room its name there
 * @param url of the room by itself, in a browser
 * @param android opens it in the app, as does ios
 * @param locale for the page's language
 * @param expiresAt after which the token opens nothing any more
 * @param visit for guests: to be sent when the page is loaded again, which is then no further use of the pass
 */
@Schema(name = "Joining")
public record Joining(
        String domain,
        String script,
        String room,
        String title,
        String jwt,
        String url,
        String android,
        String ios,
        Map<String, Object> configOverwrite,
        Map<String, Object> interfaceConfigOverwrite,
        @Nullable LookJson appearance,
        boolean moderator,
        boolean mayRecord,
        String displayName,
        @Nullable String email,
        @Nullable String avatarUrl,
        String locale,
        Instant expiresAt,
        @Nullable String visit) {

    @Override
    public String toString() {
        return "joining of " + room;
    }
}
