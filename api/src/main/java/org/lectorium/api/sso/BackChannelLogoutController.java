package org.lectorium.api.sso;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;
import java.util.Objects;
import org.lectorium.api.accounts.Accounts;
import org.lectorium.api.accounts.Sessions;
import org.lectorium.api.problems.ApiProblem;
import org.lectorium.core.AuditTrail;
import org.lectorium.core.AuditTrail.Deed;
import org.lectorium.core.ProblemException;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where the directory says that it has ended a session: OpenID Connect Back-Channel Logout 1.0. Spring Security's own
 * answer keeps its list of sessions in one node's memory and calls the application over HTTP; ours deletes rows.
 */
@RestController
@Hidden
class BackChannelLogoutController {

    private final Directory directory;
    private final Accounts accounts;
    private final Sessions sessions;
    private final AuditTrail audit;

    BackChannelLogoutController(Directory directory, Accounts accounts, Sessions sessions, AuditTrail audit) {
        this.directory = directory;
        this.accounts = accounts;
        this.sessions = sessions;
        this.audit = audit;
    }

    @PostMapping("/sso/back-channel-logout")
    ResponseEntity<Void> endSession(@RequestParam("logout_token") String logoutToken) {
        if (!directory.isSet()) {
            throw new ProblemException(ApiProblem.NOT_FOUND);
        }
        var token = directory.readLogoutToken(logoutToken);
        var sid = token.getClaimAsString("sid");
        if (sid != null) {
            sessions.noteEndedSid(sid);
        }
        if (token.getSubject() != null) {
            accounts.findOfDirectory(Objects.requireNonNull(token.getClaimAsString("iss")), token.getSubject())
                    .ifPresent(account -> {
                        int ended = sessions.endOfDirectory(account.id(), sid);
                        audit.note(
                                Deed.SIGNED_OUT,
                                account.id().toString(),
                                Map.of("username", account.username(), "count", Integer.toString(ended)));
                    });
        }
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).build();
    }
}
