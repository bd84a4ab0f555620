package org.lectorium.api.sso;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectorium.api.accounts.Account;
import org.lectorium.api.accounts.Accounts;
import org.lectorium.api.accounts.Sessions;
import org.lectorium.api.accounts.Sessions.DirectorySession;
import org.lectorium.api.accounts.SignedIn;
import org.lectorium.core.AuditTrail;
import org.lectorium.core.AuditTrail.Deed;
import org.lectorium.core.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sign-in by authorization code with PKCE. Begins at {@code /sso/keycloak?redirect=/where/to}, comes back to
 * {@code /sso/keycloak/callback}, and ends with a session of ours; the directory's tokens never reach the browser.
 */
@Component
public class SsoLogin {

    public static final String START = "/sso/" + Directory.REGISTRATION;

    private static final Logger log = LoggerFactory.getLogger(SsoLogin.class);

    private static final String REDIRECT = "redirect";
    private static final String CLIENT = SsoLogin.class.getName();
    private static final Pattern PLACE_OF_OURS = Pattern.compile("/(?![/\\\\])[\\x21-\\x5b\\x5d-\\x7e]{0,1000}");

    private final Directory directory;
    private final Accounts accounts;
    private final Sessions sessions;
    private final AuditTrail audit;

    SsoLogin(Directory directory, Accounts accounts, Sessions sessions, AuditTrail audit) {
        this.directory = directory;
        this.accounts = accounts;
        this.sessions = sessions;
        this.audit = audit;
    }

    public void configure(HttpSecurity http) {
        ClientRegistrationRepository clients =
                id -> id.equals(Directory.REGISTRATION) ? directory.registration() : null;
        http.oauth2Login(login -> login.clientRegistrationRepository(clients)
                .authorizedClientRepository(new OfThisRequest())
                .loginPage("/login")
                .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(
                        new RememberingWhereTo(new DefaultOAuth2AuthorizationRequestResolver(clients, "/sso"))))
                .redirectionEndpoint(endpoint -> endpoint.baseUri("/sso/*/callback"))
                .successHandler(this::succeed)
                .failureHandler(SsoLogin::fail));
        http.addFilterBefore(new WhileItIsAway(), OAuth2AuthorizationRequestRedirectFilter.class);
    }

    private void succeed(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        var user = (OidcUser) Objects.requireNonNull(authentication.getPrincipal());
        var client = (OAuth2AuthorizedClient) request.getAttribute(CLIENT);
        var redirect = whereTo(request);
        var account = accounts.signInFromDirectory(claims(user, client)).orElse(null);
        SecurityContextHolder.clearContext();
        if (account == null) {
            audit.note(Deed.SIGN_IN_FAILED, "", Map.of("directory", user.getSubject()));
            response.sendRedirect("/login?problem=account-refused");
            return;
        }
        begin(request, account, user, client);
        response.sendRedirect(redirect);
    }

    private void begin(
            HttpServletRequest request, Account account, OidcUser user, @Nullable OAuth2AuthorizedClient client) {
        var refreshToken = client == null || client.getRefreshToken() == null
                ? null
                : client.getRefreshToken().getTokenValue();
        sessions.begin(request, account, new DirectorySession(user.getClaimAsString("sid"), refreshToken));
        SecurityContextHolder.setContext(new SecurityContextImpl(SignedIn.bySession(account)));
        audit.note(Deed.SIGNED_IN, account.id().toString(), Map.of("username", account.username()));
    }

    /** Keycloak puts roles into the access token unless it is told otherwise. */
    private Map<String, Object> claims(OidcUser user, @Nullable OAuth2AuthorizedClient client) {
        var claims = new HashMap<String, Object>();
        if (client != null) {
            try {
                claims.putAll(directory
                        .readOwnAccessToken(client.getAccessToken().getTokenValue())
                        .getClaims());
            } catch (ProblemException e) {
                log.debug("An access token that says nothing to us: {}", e.getMessage());
            }
        }
        claims.putAll(user.getClaims());
        claims.put("iss", user.getClaimAsString("iss"));
        return claims;
    }

    private static String whereTo(HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(REDIRECT) instanceof String path && isPlaceOfOurs(path)
                ? path
                : "/";
    }

    /** Only ever a place of this site: no other host, by whatever spelling. */
    static boolean isPlaceOfOurs(@Nullable String path) {
        return path != null && PLACE_OF_OURS.matcher(path).matches();
    }

    private static void fail(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        // It may quote the address, which anybody can write, in lines that look like ours.
        log.warn(
                "A sign-in by the directory failed: {}",
                String.valueOf(failure.getMessage()).replaceAll("\\p{Cntrl}", " "));
        boolean away = Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(ResourceAccessException.class::isInstance);
        response.sendRedirect("/login?problem=" + (away ? "directory-unavailable" : "sign-in-failed"));
    }

    private record RememberingWhereTo(OAuth2AuthorizationRequestResolver resolver)
            implements OAuth2AuthorizationRequestResolver {

        @Override
        public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
            // Beside it lies what is no sign-in: the back channel.
            return request.getRequestURI().equals(START) ? remember(request, resolver.resolve(request)) : null;
        }

        @Override
        public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registration) {
            return remember(request, resolver.resolve(request, registration));
        }

        private static @Nullable OAuth2AuthorizationRequest remember(
                HttpServletRequest request, @Nullable OAuth2AuthorizationRequest resolved) {
            var redirect = request.getParameter(REDIRECT);
            if (resolved != null && isPlaceOfOurs(redirect)) {
                request.getSession().setAttribute(REDIRECT, redirect);
            }
            return resolved;
        }
    }

    /** Tokens are needed for the length of the sign-in; kept is only what ends the session there. */
    private static final class OfThisRequest implements OAuth2AuthorizedClientRepository {

        @Override
        @SuppressWarnings("NullAway") // The interface lacks the annotation; it may return null.
        public <T extends OAuth2AuthorizedClient> T loadAuthorizedClient(
                String registration, Authentication principal, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {
            request.setAttribute(CLIENT, client);
        }

        @Override
        public void removeAuthorizedClient(
                String registration,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {
            request.removeAttribute(CLIENT);
        }
    }

    /** People get a page that says so, not an error of the server. */
    private final class WhileItIsAway extends OncePerRequestFilter {

        @Override
        protected boolean shouldNotFilter(HttpServletRequest request) {
            return !request.getRequestURI().equals(START);
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            try {
                directory.check();
            } catch (ProblemException e) {
                response.sendRedirect("/login?problem=directory-unavailable");
                return;
            }
            chain.doFilter(request, response);
        }
    }
}
