package org.lectorium.api.accounts;

import java.util.ArrayList;
import java.util.List;
import org.lectorium.core.Secrets;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Makes the account and the token without which nobody gets in, and tells them once. */
@Component
class FirstStart {

    private final Accounts accounts;
    private final MachineTokens machines;
    private final List<String> toTell = new ArrayList<>();

    FirstStart(Accounts accounts, MachineTokens machines, AccountSettings settings) {
        this.accounts = accounts;
        this.machines = machines;
        if (accounts.hasLocal()) {
            prepareAdmin(settings);
        }
        prepareRecorder(settings);
        prepareCallbacks(settings);
    }

    private void prepareAdmin(AccountSettings settings) {
        var chosen = settings.adminPassword();
        if (chosen != null) {
            if (accounts.authenticate(Accounts.ADMIN, chosen).isEmpty()) {
                accounts.saveAdmin(chosen);
            }
        } else if (!accounts.hasAdmin()) {
            var password = Secrets.random();
            accounts.saveAdmin(password);
            toTell.add("Sign in as       admin / " + password);
        }
    }

    private void prepareRecorder(AccountSettings settings) {
        var chosen = settings.ingestToken();
        if (chosen != null) {
            machines.saveRecorder(chosen);
        } else if (!machines.hasRecorder()) {
            var token = Secrets.random();
            machines.saveRecorder(token);
            toTell.add("Recorders' token " + token);
        }
    }

    private void prepareCallbacks(AccountSettings settings) {
        if (!settings.callbackToken().isEmpty()) {
            machines.saveCallbacks(settings.callbackToken());
        } else if (!machines.hasCallbacks()) {
            var token = Secrets.random();
            machines.saveCallbacks(List.of(token));
            toTell.add("Callbacks' token " + token);
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
