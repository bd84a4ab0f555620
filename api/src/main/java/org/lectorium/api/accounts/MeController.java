package org.lectorium.api.accounts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectorium.api.accounts.ApiTokens.ApiToken;
import org.lectorium.api.problems.ApiProblem;
import org.lectorium.catalog.RecordingsTable;
import org.lectorium.catalog.RecordingsTable.Part;
import org.lectorium.core.AuditTrail;
import org.lectorium.core.AuditTrail.Deed;
import org.lectorium.core.Limits;
import org.lectorium.core.Limits.Limit;
import org.lectorium.core.PersonalData;
import org.lectorium.core.ProblemException;
import org.lectorium.core.UserId;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What people do to their own account. */
@RestController
@RequestMapping("/api/v1/me")
@Tag(name = "me", description = "One's own account; a call by an API token may only look.")
class MeController {

    private static final int MAX_NAME = 100;
    private static final int MAX_TOKENS = 50;
    private static final Duration LONGEST = Duration.ofDays(366);

    private final Accounts accounts;
    private final Sessions sessions;
    private final ApiTokens tokens;
    private final RecordingsTable recordings;
    private final List<PersonalData> others;
    private final Limits limits;
    private final AuditTrail audit;

    MeController(
            Accounts accounts,
            Sessions sessions,
            ApiTokens tokens,
            RecordingsTable recordings,
            List<PersonalData> others,
            Limits limits,
            AuditTrail audit) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.tokens = tokens;
        this.recordings = recordings;
        this.others = List.copyOf(others);
        this.limits = limits;
        this.audit = audit;
    }

    @GetMapping
    @Operation(summary = "Who I am")
    UserJson getMe(SignedIn me) {
        return UserJson.of(me.account());
    }

    @Schema(name = "PasswordChange")
    record PasswordChange(String current, String next) {

        @Override
        public String toString() {
            return "change of a password";
        }
    }

    @PostMapping("/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Change it; ends all other sessions")
    void changePassword(SignedIn me, @RequestBody PasswordChange change, HttpServletRequest request) {
        checkPassword(me.account(), Objects.requireNonNullElse(change.current(), ""));
        accounts.setPassword(me.account(), Objects.requireNonNullElse(change.next(), ""));
        sessions.endOthers(me.account().id(), sessionId(request));
    }

    private void checkPassword(Account account, String password) {
        if (!account.isLocal()) {
            throw new ProblemException(ApiProblem.USER_OF_DIRECTORY);
        }
        limits.count(Limit.SIGN_IN_NAME, account.username());
        if (!accounts.hasPassword(account, password)) {
            throw new ProblemException(ApiProblem.PASSWORD_WRONG);
        }
        limits.giveBack(Limit.SIGN_IN_NAME, account.username());
    }

    /** @param agent what the browser calls itself */
    @Schema(name = "OwnSession")
    record SessionJson(
            String id, Instant createdAt, Instant lastSeenAt, String address, String agent, boolean current) {}

    @GetMapping("/sessions")
    @Operation(summary = "Where I am signed in")
    List<SessionJson> listSessions(SignedIn me, HttpServletRequest request) {
        return sessions.of(me.account().id(), sessionId(request)).stream()
                .map(session -> new SessionJson(
                        session.id(),
                        session.createdAt(),
                        session.lastSeenAt(),
                        session.address(),
                        session.agent(),
                        session.current()))
                .toList();
    }

    @DeleteMapping("/sessions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Sign out there")
    void endSession(SignedIn me, @PathVariable String id) {
        if (sessions.end(me.account().id(), id)) {
            audit.note(Deed.SESSION_ENDED, me.getName(), Map.of());
        }
    }

    @DeleteMapping("/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Sign out everywhere but here")
    void endOtherSessions(SignedIn me, HttpServletRequest request) {
        int ended = sessions.endOthers(me.account().id(), sessionId(request));
        audit.note(Deed.SESSION_ENDED, me.getName(), Map.of("count", Integer.toString(ended)));
    }

    private static @Nullable String sessionId(HttpServletRequest request) {
        var session = request.getSession(false);
        return session == null ? null : session.getId();
    }

    /** @param lastUsedAt to the minute; null if it never was */
    @Schema(name = "ApiToken")
    record TokenJson(
            UUID id,
            String name,

            @Schema(description = "read, write, upload or admin")
            List<String> scopes,

            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant lastUsedAt) {}

    @Schema(name = "NewApiToken")
    record NewToken(String name, List<String> scopes, Instant expiresAt) {}

    /** @param secret what is sent as the bearer token; told this once */
    @Schema(name = "MadeApiToken")
    record MadeToken(TokenJson token, String secret) {

        @Override
        public String toString() {
            return "token " + token.id();
        }
    }

    @GetMapping("/tokens")
    @Operation(summary = "Tokens that I made, the newest first")
    List<TokenJson> listTokens(SignedIn me) {
        return tokens.of(me.account().id()).stream().map(MeController::show).toList();
    }

    @PostMapping("/tokens")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make a token for a program")
    MadeToken makeToken(SignedIn me, @RequestBody NewToken given) {
        var now = accounts.now();
        if (given.expiresAt() == null
                || given.expiresAt().isBefore(now)
                || given.expiresAt().isAfter(now.plus(LONGEST))) {
            throw Json.invalid("expiresAt", null);
        }
        if (tokens.of(me.account().id()).size() >= MAX_TOKENS) {
            throw new ProblemException(ApiProblem.TOO_MANY_TOKENS, Map.of("max", Integer.toString(MAX_TOKENS)));
        }
        var scopes = scopes(me.account(), given.scopes());
        var made = tokens.make(
                me.account().id(), Json.required("name", given.name(), MAX_NAME), scopes, given.expiresAt());
        audit.note(
                Deed.TOKEN_MADE,
                made.token().id().toString(),
                Map.of(
                        "name",
                        made.token().name(),
                        "scopes",
                        scopes.stream().map(Scope::word).sorted().collect(Collectors.joining(" "))));
        return new MadeToken(show(made.token()), made.secret());
    }

    private static Set<Scope> scopes(Account account, @Nullable List<String> words) {
        if (words == null || words.stream().anyMatch(Objects::isNull)) {
            throw Json.invalid("scopes", null);
        }
        try {
            var scopes = words.stream().map(Scope::ofToken).collect(Collectors.toUnmodifiableSet());
            boolean tooMuch = scopes.contains(Scope.ADMIN) && account.role() != Role.ADMIN
                    || scopes.contains(Scope.UPLOAD) && account.role() == Role.USER;
            if (scopes.isEmpty() || tooMuch) {
                throw Json.invalid("scopes", null);
            }
            return scopes;
        } catch (IllegalArgumentException e) {
            throw Json.invalid("scopes", e);
        }
    }

    private static TokenJson show(ApiToken token) {
        return new TokenJson(
                token.id(),
                token.name(),
                token.scopes().stream().map(Scope::word).sorted().toList(),
                token.createdAt(),
                token.expiresAt(),
                token.lastUsedAt());
    }

    @DeleteMapping("/tokens/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Revoke a token, at once")
    void revokeToken(SignedIn me, @PathVariable UUID id) {
        if (tokens.revoke(me.account().id(), id)) {
            audit.note(Deed.TOKEN_REVOKED, id.toString(), Map.of());
        }
    }

    /**
     * @param recordings that I own or attended
     * @param more by what it is: conferences, messages
     */
    @Schema(name = "OwnData")
    record OwnData(
            UserJson account,
            List<SessionJson> sessions,
            List<TokenJson> tokens,
            List<Part> recordings,
            Map<String, Object> more) {}

    @GetMapping("/data")
    @Operation(summary = "Everything that is kept about me")
    OwnData exportOwnData(SignedIn me, HttpServletRequest request, HttpServletResponse response) {
        audit.note(Deed.DATA_EXPORTED, me.getName(), Map.of());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"my-data.json\"");
        return new OwnData(
                getMe(me),
                listSessions(me, request),
                listTokens(me),
                recordings.partsOf(me.account().id()),
                more(me.account().id()));
    }

    private Map<String, Object> more(UserId me) {
        var more = new TreeMap<String, Object>();
        others.forEach(stage -> more.putAll(stage.of(me)));
        return more;
    }

    /** @param password for a local account */
    @Schema(name = "Erasure")
    record Erasure(@Nullable String password) {

        @Override
        public String toString() {
            return "erasure";
        }
    }

    @PostMapping("/erase")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Erase me: name, e-mail, groups, sessions and tokens; recordings stay")
    void eraseMe(SignedIn me, @RequestBody Erasure erasure) {
        if (me.account().isLocal()) {
            checkPassword(me.account(), erasure.password() == null ? "" : erasure.password());
        }
        accounts.erase(me.account());
    }
}
