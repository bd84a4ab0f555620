package org.lectorium.api.security;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param adminPassword of the local account admin; null to have one made at the first start
 * @param ingestToken what recorders sign in with; null to have one made at the first start
 */
@ConfigurationProperties("lectorium.accounts")
record AccountSettings(
        @Nullable String adminPassword, @Nullable String ingestToken) {

    /** An empty variable is one that is not set. */
    AccountSettings {
        adminPassword = adminPassword == null || adminPassword.isBlank() ? null : adminPassword;
        ingestToken = ingestToken == null || ingestToken.isBlank() ? null : ingestToken;
    }
}
