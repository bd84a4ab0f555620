package org.lectorium.api.sso;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.lectorium.api.accounts.DirectorySettings;
import org.lectorium.api.problems.ApiProblem;
import org.lectorium.core.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistration.ClientSettings;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestTemplate;

/**
 * The realm of Keycloak that vouches for people. Asked for its addresses and keys when they are first needed, so that
 * Lectorium starts without it. Checks of tokens follow RFC 8725.
 */
@Component
public class Directory {

    static final String REGISTRATION = "keycloak";

    private static final Logger log = LoggerFactory.getLogger(Directory.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final ParameterizedTypeReference<Map<String, Object>> METADATA =
            new ParameterizedTypeReference<>() {};
    private static final String BACK_CHANNEL_LOGOUT = "http://schemas.openid.net/event/backchannel-logout";

    private final DirectorySettings settings;
    private final Supplier<ClientRegistration> registration;
    private final Supplier<JwtDecoder> tokensForUs;
    private final Supplier<JwtDecoder> tokensOfOurs;
    private final Supplier<JwtDecoder> logoutTokens;

    Directory(DirectorySettings settings) {
        this.settings = settings;
        this.registration = SingletonSupplier.of(this::discover);
        this.tokensForUs = decoder(isAccessToken(), isFor(List.of(settings.audience())));
        this.tokensOfOurs = decoder(isAccessToken(), isMadeFor(settings.clientId()));
        this.logoutTokens = decoder(
                isFor(Stream.concat(Stream.of(settings.clientId()), settings.programs().stream())
                        .toList()),
                isLogout());
    }

    public boolean isSet() {
        return settings.isSet();
    }

    private String issuer() {
        return Objects.requireNonNull(settings.issuer());
    }

    /** @throws ProblemException if the directory is away */
    ClientRegistration registration() {
        try {
            return Objects.requireNonNull(registration.get());
        } catch (IllegalArgumentException | RestClientException e) {
            throw away(e);
        }
    }

    /**
     * Asks whether it is there now: who is sent to a directory that does not answer sees nothing of ours any more.
     *
     * @throws ProblemException if it is away
     */
    void check() {
        try {
            discover();
        } catch (IllegalArgumentException | RestClientException e) {
            throw away(e);
        }
    }

    private static ProblemException away(RuntimeException why) {
        log.warn("The directory is away: {}", why.getMessage());
        return new ProblemException(ApiProblem.DIRECTORY_UNAVAILABLE, why);
    }

    private ClientRegistration discover() {
        var metadata = RestClient.builder()
                .requestFactory(requests())
                .build()
                .get()
                .uri(issuer().replaceFirst("/+$", "") + "/.well-known/openid-configuration")
                .retrieve()
                .body(METADATA);
        if (metadata == null || !issuer().equals(metadata.get("issuer"))) {
            throw new IllegalArgumentException("at " + issuer() + " answers another issuer");
        }
        var client = ClientRegistrations.fromOidcConfiguration(metadata)
                .registrationId(REGISTRATION)
                .clientId(settings.clientId())
                .scope("openid", "profile", "email")
                .redirectUri("{baseUrl}/sso/{registrationId}/callback")
                .clientSettings(ClientSettings.builder().requireProofKey(true).build());
        if (settings.clientSecret() != null) {
            client.clientSecret(settings.clientSecret());
        }
        return client.build();
    }

    @SafeVarargs
    private Supplier<JwtDecoder> decoder(OAuth2TokenValidator<Jwt>... more) {
        return SingletonSupplier.of(() -> {
            var details = registration().getProviderDetails();
            // Algorithms are those of the realm's public keys: a token can neither bring its own key nor choose none.
            var decoder = NimbusJwtDecoder.withJwkSetUri(Objects.requireNonNull(details.getJwkSetUri()))
                    .discoverJwsAlgorithms()
                    .restOperations(new RestTemplate(requests()))
                    .validateType(false)
                    .build();
            var checks = new ArrayList<OAuth2TokenValidator<Jwt>>(List.of(
                    new JwtTimestampValidator(),
                    new JwtClaimValidator<>("exp", Objects::nonNull),
                    new JwtIssuerValidator(issuer())));
            checks.addAll(List.of(more));
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(checks));
            return decoder;
        });
    }

    private static ClientHttpRequestFactory requests() {
        var requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(TIMEOUT);
        requests.setReadTimeout(TIMEOUT);
        return requests;
    }

    /** Keycloak says in a claim what kind of token it is; an ID token is no ticket for the API. */
    private static OAuth2TokenValidator<Jwt> isAccessToken() {
        return new JwtClaimValidator<>("typ", "Bearer"::equals);
    }

    private static OAuth2TokenValidator<Jwt> isFor(List<String> audiences) {
        return new JwtClaimValidator<List<String>>("aud", all -> all.stream().anyMatch(audiences::contains));
    }

    private static OAuth2TokenValidator<Jwt> isMadeFor(String client) {
        return new JwtClaimValidator<String>("azp", client::equals);
    }

    private static OAuth2TokenValidator<Jwt> isLogout() {
        return new DelegatingOAuth2TokenValidator<>(
                new JwtClaimValidator<Map<String, Object>>("events", events -> events.containsKey(BACK_CHANNEL_LOGOUT)),
                // An ID token has one.
                token -> refuseIf(token.hasClaim("nonce"), "nonce"),
                token -> refuseIf(!token.hasClaim("sub") && !token.hasClaim("sid"), "sub"));
    }

    private static OAuth2TokenValidatorResult refuseIf(boolean wrong, String claim) {
        return wrong
                ? OAuth2TokenValidatorResult.failure(
                        new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "The claim " + claim + " is wrong", null))
                : OAuth2TokenValidatorResult.success();
    }

    /**
     * An access token that somebody sends to the API.
     *
     * @throws ProblemException if it is not good, or nobody can tell
     */
    public Jwt readAccessToken(String token) {
        return read(tokensForUs, token);
    }

    /** The one that we got for somebody who has just signed in: it may be for others, but through us. */
    Jwt readOwnAccessToken(String token) {
        return read(tokensOfOurs, token);
    }

    Jwt readLogoutToken(String token) {
        return read(logoutTokens, token);
    }

    private static Jwt read(Supplier<JwtDecoder> decoder, String token) {
        try {
            return Objects.requireNonNull(decoder.get()).decode(token);
        } catch (BadJwtException e) {
            log.debug("A token was refused: {}", e.getMessage());
            throw new ProblemException(ApiProblem.BAD_CREDENTIALS);
        } catch (JwtException e) {
            throw away(e);
        }
    }

    /** Signs somebody out of the directory, as far as it can be reached. */
    public void endSession(String refreshToken) {
        try {
            var endpoint = (String) registration()
                    .getProviderDetails()
                    .getConfigurationMetadata()
                    .get("end_session_endpoint");
            var form = new LinkedMultiValueMap<String, String>();
            form.add("client_id", settings.clientId());
            if (settings.clientSecret() != null) {
                form.add("client_secret", settings.clientSecret());
            }
            form.add("refresh_token", refreshToken);
            RestClient.builder()
                    .requestFactory(requests())
                    .build()
                    .post()
                    .uri(Objects.requireNonNull(endpoint))
                    .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                    .body(form)
                    .retrieve()
                    .toBodilessEntity();
        } catch (RestClientException | ProblemException e) {
            // The local session is over in any case; the directory's ends by itself when it is idle.
            log.warn("A session of the directory could not be ended: {}", e.getMessage());
        }
    }
}
