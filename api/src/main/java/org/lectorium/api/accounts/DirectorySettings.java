package org.lectorium.api.accounts;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Single sign-on by OpenID Connect.
 *
 * @param issuer address of the realm; null if there is none
 * @param audience what an access token has to be made for to be taken by the API
 * @param programs clients of the realm by which programs get such tokens; the realm tells when their sessions end
 * @param adminRole what administrators have in the directory
 * @param lecturerRole what lecturers have there
 * @param userRole what everybody needs to get in; null to let in whoever can sign in there
 * @param rolesClaims where roles stand in a token, by dotted paths
 * @param groupsClaim where groups stand
 */
@ConfigurationProperties("lectorium.oidc")
public record DirectorySettings(
        @Nullable String issuer,
        String clientId,
        @Nullable String clientSecret,
        String audience,
        List<String> programs,
        String adminRole,
        String lecturerRole,
        @Nullable String userRole,
        List<String> rolesClaims,
        String groupsClaim) {

    public DirectorySettings {
        issuer = issuer == null || issuer.isBlank() ? null : issuer;
        clientSecret = clientSecret == null || clientSecret.isBlank() ? null : clientSecret;
        userRole = userRole == null || userRole.isBlank() ? null : userRole;
    }

    public boolean isSet() {
        return issuer != null;
    }

    @Override
    public String toString() {
        return "directory " + issuer;
    }
}
