package org.lectorium.api.accounts;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param adminPassword of the local account admin; null to have one made at the first start
 * @param ingestToken what recorders sign in with; null to have one made at the first start
 * @param callbackToken what Prosody and Jibri call back with; two while it is changed, none to have one made at the
 *     first start
 * @param local whether local accounts can sign in; null for: if there is no directory
 * @param publicUrl where people reach Lectorium, for links in mails; null to send none
 */
@ConfigurationProperties("lectorium.accounts")
public record AccountSettings(
        @Nullable String adminPassword,
        @Nullable String ingestToken,
        List<String> callbackToken,
        @Nullable Boolean local,
        @Nullable URI publicUrl) {

    /** An empty variable is one that is not set. */
    public AccountSettings {
        adminPassword = adminPassword == null || adminPassword.isBlank() ? null : adminPassword;
        ingestToken = ingestToken == null || ingestToken.isBlank() ? null : ingestToken;
        callbackToken = callbackToken.stream()
                .map(String::strip)
                .filter(token -> !token.isEmpty())
                .toList();
        publicUrl = publicUrl == null || publicUrl.toString().isBlank() ? null : publicUrl;
    }
}
