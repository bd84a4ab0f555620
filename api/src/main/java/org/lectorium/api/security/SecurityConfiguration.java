package org.lectorium.api.security;

import static org.springframework.security.authorization.AuthorityAuthorizationManager.hasAuthority;
import static org.springframework.security.authorization.AuthorizationManagers.allOf;
import static org.springframework.security.authorization.AuthorizationManagers.anyOf;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.Arrays;
import java.util.Map;
import org.lectorium.api.accounts.Role;
import org.lectorium.api.accounts.Scope;
import org.lectorium.api.problems.ApiProblem;
import org.lectorium.api.problems.ProblemWriter;
import org.lectorium.api.sso.Directory;
import org.lectorium.api.sso.SsoLogin;
import org.lectorium.core.ProblemException;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The gate. What is not let through here is refused. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String SHARES = "/api/v1/shares/open";
    /** A pass, in the address, is all that guests have. */
    private static final String[] PASSES = {
        "/api/v1/passes/*/door", "/api/v1/passes/*/join", "/api/v1/passes/*/feedback"
    };
    /** What Jitsi's page and calendars fetch; a feed has a key of its own. */
    private static final String[] FOR_OTHER_SITES = {
        "/api/v1/appearances/images/*",
        "/api/v1/pictures/*",
        "/api/v1/appearances/branding.json",
        "/api/v1/appearances/*/branding.json",
        "/api/v1/rooms/*/calendar.ics"
    };

    private static final String BACK_CHANNEL = "/sso/back-channel-logout";
    /** The token stands in the address; the controller looks at it. */
    private static final String JIBRI = "/api/v1/callbacks/jibri/*/v1/status";

    private static final String[] UPLOADS = {"/api/v1/uploads", "/api/v1/uploads/*"};

    private static final String[] FOR_EVERYBODY = {
        "/api/v1/session",
        "/api/v1/session/ways",
        "/api/v1/invitations",
        "/api/v1/invitations/accept",
        "/api/v1/password-resets",
        SHARES,
        BACK_CHANNEL,
        "/actuator/health",
        "/actuator/health/**"
    };
    private static final String[] FOR_ADMINS = {
        "/api/v1/users/**",
        "/api/v1/audit",
        "/api/v1/audit.csv",
        "/api/v1/access-defaults",
        "/api/v1/search/index/**",
        "/api/v1/monitoring/**",
        "/actuator/**"
    };

    /** Each filter of the chain would be timed by itself, for measures that nobody asks for. */
    @Bean
    SecurityObservationSettings observations() {
        return SecurityObservationSettings.noObservations();
    }

    /** Without a cookie: it would be kept with what is cached, and nobody is asked who they are. */
    @Bean
    @Order(0)
    SecurityFilterChain forOtherSites(HttpSecurity http, FrameHeaders frames) {
        var paths = PathPatternRequestMatcher.withDefaults();
        http.securityMatcher(new OrRequestMatcher(Arrays.stream(FOR_OTHER_SITES)
                        .<RequestMatcher>map(path -> paths.matcher(HttpMethod.GET, path))
                        .toList()))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.frameOptions(FrameOptionsConfig::disable)
                        .addHeaderWriter(frames)
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN)));
        return http.build();
    }

    @Bean
    SecurityFilterChain filterChain(
            HttpSecurity http,
            BearerTokenFilter bearerTokens,
            CallbackSignatureFilter signatures,
            ProblemWriter problems,
            SessionContexts contexts,
            Directory directory,
            SsoLogin sso,
            FrameHeaders frames) {
        http.authorizeHttpRequests(SecurityConfiguration::rules);
        // A token is sent on purpose, a cookie by any page: only the cookie needs the protection. The others
        // carry all that they need in themselves, and no cookie adds to it.
        http.csrf(csrf -> csrf.spa()
                .ignoringRequestMatchers(request -> BearerTokenFilter.token(request) != null)
                .ignoringRequestMatchers(SHARES, BACK_CHANNEL, JIBRI, CallbackSignatureFilter.EVENTS)
                .ignoringRequestMatchers(PASSES));
        http.addFilterBefore(bearerTokens, AnonymousAuthenticationFilter.class);
        http.addFilterBefore(signatures, AnonymousAuthenticationFilter.class);
        http.securityContext(context -> context.securityContextRepository(contexts));
        // Sessions.begin() makes a new one. An id that Spring Security has changed before is none that Spring Session
        // finds to delete: it would go on with the old session, whose id others may know.
        http.sessionManagement(session -> session.sessionFixation(fixation -> fixation.none()));
        http.formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable);
        if (directory.isSet()) {
            sso.configure(http);
        }
        http.exceptionHandling(handling -> handling.authenticationEntryPoint((request, response, denied) ->
                        problems.write(new ProblemException(ApiProblem.SIGN_IN_REQUIRED), request, response))
                // A missing proof of intent is found before a missing sign-in.
                .accessDeniedHandler((request, response, denied) -> problems.write(
                        new ProblemException(isSignedIn() ? ApiProblem.FORBIDDEN : ApiProblem.SIGN_IN_REQUIRED),
                        request,
                        response)));
        http.headers(headers -> headers.frameOptions(FrameOptionsConfig::disable)
                .addHeaderWriter(frames)
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN)));
        return http.build();
    }

    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR, DispatcherType.ASYNC)
                .permitAll()
                .requestMatchers(FOR_EVERYBODY)
                .permitAll()
                .requestMatchers(HttpMethod.POST, JIBRI)
                .permitAll()
                .requestMatchers(HttpMethod.POST, PASSES)
                .permitAll()
                // Says what tus can do here, and nothing of anybody's.
                .requestMatchers(HttpMethod.OPTIONS, UPLOADS)
                .permitAll()
                .requestMatchers("/api/v1/ingest/**")
                .access(anyOf(hasAuthority(Role.INGEST_AUTHORITY), all(Role.LECTURER, Scope.UPLOAD)))
                .requestMatchers(UPLOADS)
                .access(anyOf(hasAuthority(Role.INGEST_AUTHORITY), all(Role.LECTURER, Scope.UPLOAD)))
                // Conference servers sign in with a token of their own; people have nothing to do here.
                .requestMatchers("/api/v1/callbacks/**")
                .hasAuthority(Role.CALLBACK_AUTHORITY)
                .requestMatchers(FOR_ADMINS)
                .access(all(Role.ADMIN, Scope.ADMIN))
                // Owners of rooms choose from those that there are.
                .requestMatchers(HttpMethod.GET, "/api/v1/appearances/**")
                .access(all(Role.USER, Scope.READ))
                .requestMatchers("/api/v1/appearances/**")
                .access(all(Role.ADMIN, Scope.ADMIN))
                .requestMatchers(HttpMethod.GET, "/api/v1/me")
                .access(all(Role.USER, Scope.READ))
                .requestMatchers("/api/v1/me/**")
                .access(all(Role.USER, Scope.ACCOUNT))
                .requestMatchers("/api/v1/people", "/api/v1/groups")
                .access(all(Role.LECTURER, Scope.READ))
                .requestMatchers(HttpMethod.GET, "/api/**")
                .access(all(Role.USER, Scope.READ))
                .requestMatchers(HttpMethod.HEAD, "/api/**")
                .access(all(Role.USER, Scope.READ))
                .requestMatchers("/api/**")
                .access(all(Role.USER, Scope.WRITE))
                // The web application, and links to media, which are their own keys.
                .requestMatchers(HttpMethod.GET)
                .permitAll()
                .requestMatchers(HttpMethod.HEAD)
                .permitAll()
                .anyRequest()
                .denyAll();
    }

    private static AuthorizationManager<RequestAuthorizationContext> all(Role role, Scope scope) {
        return allOf(hasAuthority(role.authority()), hasAuthority(scope.authority()));
    }

    private static boolean isSignedIn() {
        return new AuthenticationTrustResolverImpl()
                .isAuthenticated(SecurityContextHolder.getContext().getAuthentication());
    }

    /** What the firewall finds suspicious gets the same form of answer as everything else, and no echo. */
    @Bean
    RequestRejectedHandler requestRejectedHandler(ProblemWriter problems) {
        return (request, response, rejected) -> problems.write(
                new ProblemException(ApiProblem.REQUEST_INVALID, Map.of("reason", "address")), request, response);
    }

    /** They belong to the chain above and not to every request beside it. */
    @Bean
    FilterRegistrationBean<BearerTokenFilter> tokensOnlyInTheChain(BearerTokenFilter filter) {
        return onlyInTheChain(filter);
    }

    @Bean
    FilterRegistrationBean<CallbackSignatureFilter> signaturesOnlyInTheChain(CallbackSignatureFilter filter) {
        return onlyInTheChain(filter);
    }

    private static <T extends Filter> FilterRegistrationBean<T> onlyInTheChain(T filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }

    /** Passwords are looked at by {@link SessionController} alone; this keeps Spring Boot from making up a user. */
    @Bean
    AuthenticationManager authenticationManager() {
        return authentication -> {
            throw new BadCredentialsException("no such way in");
        };
    }
}
