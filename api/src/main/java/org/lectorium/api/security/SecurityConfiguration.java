package org.lectorium.api.security;

import jakarta.servlet.DispatcherType;
import java.net.URI;
import org.lectorium.api.problems.ApiProblem;
import org.lectorium.api.problems.ProblemWriter;
import org.lectorium.core.ProblemException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    SecurityFilterChain filterChain(
            HttpSecurity http,
            Accounts accounts,
            ProblemWriter problems,
            SecurityContextRepository contexts,
            @Value("${lectorium.s3.public-endpoint}") String mediaEndpoint) {
        http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                        DispatcherType.FORWARD, DispatcherType.ERROR, DispatcherType.ASYNC)
                .permitAll()
                .requestMatchers("/api/v1/session", "/actuator/health", "/actuator/health/**")
                .permitAll()
                .requestMatchers("/api/v1/ingest/**")
                .hasAnyAuthority(Role.INGEST.authority(), Role.ADMIN.authority())
                .requestMatchers("/api/**", "/actuator/**")
                .hasAuthority(Role.ADMIN.authority())
                // The web application, and links to media, which are their own keys.
                .requestMatchers(HttpMethod.GET)
                .permitAll()
                .requestMatchers(HttpMethod.HEAD)
                .permitAll()
                .anyRequest()
                .denyAll());
        // A token is sent on purpose, a cookie by any page: only the cookie needs the protection.
        http.csrf(csrf -> csrf.spa().ignoringRequestMatchers(request -> BearerTokenFilter.token(request) != null));
        http.addFilterBefore(new BearerTokenFilter(accounts, problems), AnonymousAuthenticationFilter.class);
        http.securityContext(context -> context.securityContextRepository(contexts));
        http.formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable);
        http.exceptionHandling(handling -> handling.authenticationEntryPoint((request, response, denied) ->
                        problems.write(new ProblemException(ApiProblem.SIGN_IN_REQUIRED), request, response))
                // A missing proof of intent is found before a missing sign-in.
                .accessDeniedHandler((request, response, denied) -> problems.write(
                        new ProblemException(isSignedIn() ? ApiProblem.FORBIDDEN : ApiProblem.SIGN_IN_REQUIRED),
                        request,
                        response)));
        http.headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(csp(mediaEndpoint)))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN)));
        return http.build();
    }

    private static boolean isSignedIn() {
        return new AuthenticationTrustResolverImpl()
                .isAuthenticated(SecurityContextHolder.getContext().getAuthentication());
    }

    /** @param mediaEndpoint where browsers fetch media themselves; empty if they do not */
    private static String csp(String mediaEndpoint) {
        var origin = URI.create(mediaEndpoint);
        var media = mediaEndpoint.isEmpty() ? "" : " " + origin.getScheme() + "://" + origin.getAuthority();
        return "default-src 'self'; img-src 'self' data: blob:" + media + "; media-src 'self' blob:" + media
                + "; connect-src 'self'" + media
                + "; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    }

    @Bean
    SecurityContextRepository securityContextRepository() {
        return new HttpSessionSecurityContextRepository();
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    }

    @Bean
    AuthenticationManager authenticationManager(Accounts accounts, PasswordEncoder passwords) {
        var local = new DaoAuthenticationProvider(accounts);
        local.setPasswordEncoder(passwords);
        return new ProviderManager(local);
    }
}
