package org.lectorium.api.security;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lectorium.api.problems.ApiProblem;
import org.lectorium.core.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/session")
@Tag(name = "session", description = "Signing in and out by a cookie.")
class SessionController {

    private static final Logger log = LoggerFactory.getLogger(SessionController.class);

    private final AuthenticationManager authentication;
    private final SecurityContextRepository contexts;
    private final Accounts accounts;
    private final LoginThrottle throttle;

    SessionController(
            AuthenticationManager authentication,
            SecurityContextRepository contexts,
            Accounts accounts,
            LoginThrottle throttle) {
        this.authentication = authentication;
        this.contexts = contexts;
        this.accounts = accounts;
        this.throttle = throttle;
    }

    @Schema(name = "Credentials")
    record Credentials(String username, String password) {

        @Override
        public String toString() {
            return "credentials of " + username;
        }
    }

    @Schema(name = "Session")
    record Session(String username, String displayName, List<String> roles) {}

    @GetMapping
    @Operation(summary = "Who am I")
    Session currentSession(@Nullable Authentication current, @Parameter(hidden = true) CsrfToken csrf) {
        // Asking for it has the cookie set, also for who is about to sign in.
        csrf.getToken();
        if (current == null || current instanceof AnonymousAuthenticationToken) {
            throw new ProblemException(ApiProblem.SIGN_IN_REQUIRED);
        }
        return describe(current);
    }

    @PostMapping
    @Operation(summary = "Sign in")
    Session signIn(@RequestBody Credentials credentials, HttpServletRequest request, HttpServletResponse response) {
        var address = request.getRemoteAddr();
        throttle.check(address);
        try {
            var signedIn = authentication.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(
                    credentials.username(), credentials.password()));
            throttle.succeeded(address);
            // A session id that somebody else knew before is worth nothing after.
            if (request.getSession(false) != null) {
                request.changeSessionId();
            }
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(signedIn);
            SecurityContextHolder.setContext(context);
            contexts.saveContext(context, request, response);
            return describe(signedIn);
        } catch (AuthenticationException e) {
            throttle.failed(address);
            log.warn("Sign-in failed from {}", address);
            throw new ProblemException(ApiProblem.BAD_CREDENTIALS);
        }
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Sign out")
    void signOut(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
    }

    private Session describe(Authentication who) {
        return new Session(
                who.getName(),
                accounts.displayName(who.getName()),
                who.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .filter(authority -> authority != null && authority.startsWith("ROLE_"))
                        .map(authority -> authority.substring("ROLE_".length()).toLowerCase(Locale.ROOT))
                        .toList());
    }
}
