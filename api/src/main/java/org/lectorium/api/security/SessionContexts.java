package org.lectorium.api.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.lectorium.api.accounts.Accounts;
import org.lectorium.api.accounts.Sessions;
import org.lectorium.api.accounts.SignedIn;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Who a session belongs to, as they are now: a session remembers an id and nothing else, so that another role, another
 * group or a block counts from the next request on.
 */
@Component
class SessionContexts implements SecurityContextRepository {

    private final Sessions sessions;
    private final Accounts accounts;

    SessionContexts(Sessions sessions, Accounts accounts) {
        this.sessions = sessions;
        this.accounts = accounts;
    }

    @Override
    @SuppressWarnings("deprecation") // Asked for by the interface, which calls it lazily.
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return sessions.user(holder.getRequest().getSession(false))
                .flatMap(accounts::active)
                .map(account -> {
                    accounts.seen(account);
                    return (SecurityContext) new SecurityContextImpl(SignedIn.bySession(account));
                })
                .orElseGet(SecurityContextHolder::createEmptyContext);
    }

    /** {@link Sessions#begin} is the only way into a session. */
    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {}

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return sessions.user(request.getSession(false)).isPresent();
    }
}
