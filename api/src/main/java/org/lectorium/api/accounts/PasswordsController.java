package org.lectorium.api.accounts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lectorium.api.accounts.OneTimeLinks.Purpose;
import org.lectorium.api.problems.ApiProblem;
import org.lectorium.core.AuditTrail;
import org.lectorium.core.AuditTrail.Deed;
import org.lectorium.core.Limits;
import org.lectorium.core.Limits.Limit;
import org.lectorium.core.ProblemException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** For people who cannot sign in yet, or no longer. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "passwords", description = "Invitations and forgotten passwords; need no account.")
class PasswordsController {

    private static final int MAX_NAME = 200;
    private static final int MAX_TOKEN = 100;

    private final Accounts accounts;
    private final OneTimeLinks links;
    private final Sessions sessions;
    private final Mail mail;
    private final Limits limits;
    private final AuditTrail audit;
    private final TransactionOperations transaction;

    PasswordsController(
            Accounts accounts,
            OneTimeLinks links,
            Sessions sessions,
            Mail mail,
            Limits limits,
            AuditTrail audit,
            TransactionOperations transaction) {
        this.accounts = accounts;
        this.links = links;
        this.sessions = sessions;
        this.mail = mail;
        this.limits = limits;
        this.audit = audit;
        this.transaction = transaction;
    }

    @Schema(name = "InvitationToken")
    record TokenJson(String token) {

        @Override
        public String toString() {
            return "token of an invitation";
        }
    }

    @Schema(name = "Invited")
    record Invited(String username, String displayName) {}

    @PostMapping("/invitations")
    @Operation(summary = "Whom an invitation or a reset is for")
    Invited readInvitation(@RequestBody TokenJson given, HttpServletRequest request) {
        limits.count(Limit.INVITATION, request.getRemoteAddr());
        var account = account(given.token());
        limits.giveBack(Limit.INVITATION, request.getRemoteAddr());
        return new Invited(account.username(), account.displayName());
    }

    @Schema(name = "InvitationAnswer")
    record AnswerJson(String token, String password) {

        @Override
        public String toString() {
            return "answer to an invitation";
        }
    }

    @PostMapping("/invitations/accept")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Choose a password; ends all sessions of the account")
    void acceptInvitation(@RequestBody AnswerJson answer, HttpServletRequest request) {
        limits.count(Limit.INVITATION, request.getRemoteAddr());
        transaction.executeWithoutResult(status -> {
            var account = account(answer.token());
            accounts.setPassword(account, Objects.requireNonNullElse(answer.password(), ""));
            if (!links.use(answer.token())) {
                throw new ProblemException(ApiProblem.INVITATION_INVALID);
            }
            sessions.endAll(account.id());
        });
        limits.giveBack(Limit.INVITATION, request.getRemoteAddr());
    }

    private Account account(@Nullable String token) {
        if (token == null) {
            throw new ProblemException(ApiProblem.INVITATION_INVALID);
        }
        return links.find(token.substring(0, Math.min(token.length(), MAX_TOKEN)))
                .flatMap(found -> accounts.active(found.user()))
                .orElseThrow(() -> new ProblemException(ApiProblem.INVITATION_INVALID));
    }

    @Schema(name = "ForgottenPassword")
    record ForgottenPassword(String username) {}

    @PostMapping("/password-resets")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Have a link mailed; the answer is the same whether there is such an account or not")
    void forgotPassword(@RequestBody ForgottenPassword forgotten, HttpServletRequest request, Locale locale) {
        limits.count(Limit.PASSWORD_RESET, request.getRemoteAddr());
        if (!mail.isOn()) {
            throw new ProblemException(ApiProblem.MAIL_OFF);
        }
        var username = Json.required("username", forgotten.username(), MAX_NAME);
        accounts.findLocal(username)
                .flatMap(account -> accounts.active(account.id()))
                .filter(account -> account.email() != null)
                .ifPresent(account -> {
                    var made = links.make(account.id(), Purpose.RESET);
                    audit.note(Deed.RESET_ASKED, account.id().toString(), Map.of("username", account.username()));
                    mail.send(account, Purpose.RESET, "/invitation#" + made.token(), locale);
                });
    }
}
