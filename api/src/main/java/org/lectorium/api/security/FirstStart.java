package org.lectorium.api.security;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Makes the account and the token without which nobody gets in, and tells them once. */
@Component
class FirstStart {

    private final Accounts accounts;
    private final List<String> toTell = new ArrayList<>();

    FirstStart(Accounts accounts, AccountSettings settings) {
        this.accounts = accounts;
        prepareAdmin(settings);
        prepareRecorder(settings);
    }

    private void prepareAdmin(AccountSettings settings) {
        var chosen = settings.adminPassword();
        if (chosen != null) {
            if (!accounts.matches(Accounts.ADMIN, chosen)) {
                saveAdmin(chosen);
            }
        } else if (!accounts.hasUser(Accounts.ADMIN)) {
            var password = Accounts.newSecret();
            saveAdmin(password);
            toTell.add("Sign in as       admin / " + password);
        }
    }

    private void saveAdmin(String password) {
        accounts.saveUser(Accounts.ADMIN, "Administrator", password, List.of(Role.ADMIN));
    }

    private void prepareRecorder(AccountSettings settings) {
        var chosen = settings.ingestToken();
        if (chosen != null) {
            accounts.saveToken(Accounts.RECORDER, chosen, Role.INGEST);
        } else if (!accounts.hasToken(Accounts.RECORDER)) {
            var token = Accounts.newSecret();
            accounts.saveToken(Accounts.RECORDER, token, Role.INGEST);
            toTell.add("Recorders' token " + token);
        }
    }

    /** On the console and not in the log: logs are kept and copied. */
    @EventListener
    void tell(ApplicationReadyEvent ready) {
        var words = new StringBuilder("\n  Lectorium is ready");
        if (ready.getApplicationContext() instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            words.append(": http://localhost:")
                    .append(web.getWebServer().getPort())
                    .append('/');
        }
        if (!toTell.isEmpty()) {
            words.append("\n\n  Shown this once, keep it:");
            toTell.forEach(line -> words.append("\n    ").append(line));
        }
        System.out.println(words.append('\n'));
        toTell.clear();
    }
}
