package org.lectorium.api.security;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lectorium.api.accounts.Account;
import org.lectorium.api.accounts.Accounts;
import org.lectorium.api.accounts.Mail;
import org.lectorium.api.accounts.Sessions;
import org.lectorium.api.accounts.SignedIn;
import org.lectorium.api.problems.ApiProblem;
import org.lectorium.api.sso.Directory;
import org.lectorium.api.sso.SsoLogin;
import org.lectorium.core.AuditTrail;
import org.lectorium.core.AuditTrail.Deed;
import org.lectorium.core.Limits;
import org.lectorium.core.Limits.Limit;
import org.lectorium.core.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
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

    private static final int MAX_LENGTH = 200;

    private final Accounts accounts;
    private final Sessions sessions;
    private final Directory directory;
    private final Mail mail;
    private final Limits limits;
    private final AuditTrail audit;

    SessionController(
            Accounts accounts, Sessions sessions, Directory directory, Mail mail, Limits limits, AuditTrail audit) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.directory = directory;
        this.mail = mail;
        this.limits = limits;
        this.audit = audit;
    }

    @Schema(name = "Credentials")
    record Credentials(String username, String password) {

        @Override
        public String toString() {
            return "credentials";
        }
    }

    /**
     * @param roles one of admin, lecturer, user
     * @param local whether the account is ours and not the directory's
     */
    @Schema(name = "Session")
    record Session(UUID id, String username, String displayName, List<String> roles, boolean local) {}

    /**
     * @param local whether there are accounts with passwords of ours
     * @param sso where sign-in by the directory begins; null if there is none
     * @param resets whether a forgotten password can be replaced by mail
     */
    @Schema(name = "SignInWays")
    record Ways(boolean local, @Nullable String sso, boolean resets) {}

    @GetMapping("/ways")
    @Operation(summary = "How people can sign in here")
    Ways listSignInWays() {
        return new Ways(
                accounts.hasLocal(), directory.isSet() ? SsoLogin.START : null, accounts.hasLocal() && mail.isOn());
    }

    @GetMapping
    @Operation(summary = "Who am I")
    Session currentSession(@Parameter(hidden = true) CsrfToken csrf) {
        // Asking for it has the cookie set, also for who is about to sign in.
        csrf.getToken();
        if (SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn in) {
            return describe(in.account());
        }
        throw new ProblemException(ApiProblem.SIGN_IN_REQUIRED);
    }

    @PostMapping
    @Operation(summary = "Sign in with a local account")
    Session signIn(@RequestBody Credentials credentials, HttpServletRequest request) {
        if (!accounts.hasLocal()) {
            throw new ProblemException(ApiProblem.LOCAL_ACCOUNTS_OFF);
        }
        var username = given(credentials.username());
        var password = given(credentials.password());
        var address = request.getRemoteAddr();
        // Counted before it is known whether it matches: many tries at the same moment get no further. And under any
        // name, so that nobody learns which ones there are.
        limits.count(Limit.SIGN_IN_ADDRESS, address);
        limits.count(Limit.SIGN_IN_NAME, username.toLowerCase(Locale.ROOT));
        var account = accounts.authenticate(username, password).orElse(null);
        if (account == null) {
            log.warn("Sign-in failed from {}", address);
            audit.note(Deed.SIGN_IN_FAILED, "", accounts.isKnown(username) ? Map.of("username", username) : Map.of());
            throw new ProblemException(ApiProblem.BAD_CREDENTIALS);
        }
        limits.giveBack(Limit.SIGN_IN_ADDRESS, address);
        limits.giveBack(Limit.SIGN_IN_NAME, username.toLowerCase(Locale.ROOT));
        sessions.begin(request, account, null);
        SecurityContextHolder.setContext(new SecurityContextImpl(SignedIn.bySession(account)));
        audit.note(Deed.SIGNED_IN, account.id().toString(), Map.of("username", account.username()));
        accounts.seen(account);
        return describe(account);
    }

    private static String given(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > MAX_LENGTH || text.indexOf('\0') >= 0) {
            throw new ProblemException(ApiProblem.BAD_CREDENTIALS);
        }
        return text;
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Sign out, here and in the directory")
    void signOut(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session == null) {
            return;
        }
        var refreshToken = sessions.refreshToken(session);
        if (SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn in) {
            audit.note(
                    Deed.SIGNED_OUT,
                    in.getName(),
                    Map.of("username", in.account().username()));
        }
        session.invalidate();
        SecurityContextHolder.clearContext();
        refreshToken.ifPresent(directory::endSession);
    }

    private static Session describe(Account account) {
        return new Session(
                account.id().value(),
                account.username(),
                account.displayName(),
                List.of(account.role().word()),
                account.isLocal());
    }
}
