package org.lectorium.api.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.Secrets;
import org.lectorium.core.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/** Who is signed in where. Kept by Spring Session in PostgreSQL, so that every node knows and a restart forgets none. */
@Component
public class Sessions {

    private static final String USER = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;
    private static final String ADDRESS = "address";
    private static final String AGENT = "agent";
    private static final String SID = "sid";
    private static final String REFRESH_TOKEN = "refreshToken";
    private static final int MAX_AGENT = 300;

    private final FindByIndexNameSessionRepository<? extends Session> repository;
    private final JdbcClient jdbc;

    Sessions(FindByIndexNameSessionRepository<? extends Session> repository, JdbcClient jdbc) {
        this.repository = repository;
        this.jdbc = jdbc;
    }

    /**
     * What ties a session to one of the directory's.
     *
     * @param sid the directory's name for its session; null if it gave none
     * @param refreshToken what ends it there; null if it gave none
     */
    public record DirectorySession(
            @Nullable String sid, @Nullable String refreshToken) {

        @Override
        public String toString() {
            return "session of the directory";
        }
    }

    /** @param id names the session, but does not open it */
    record Listed(String id, Instant createdAt, Instant lastSeenAt, String address, String agent, boolean current) {}

    /** Begins a new one: an id that somebody else knew before is worth nothing after. */
    public void begin(HttpServletRequest request, Account account, @Nullable DirectorySession directory) {
        var old = request.getSession(false);
        if (old != null) {
            old.invalidate();
        }
        var session = request.getSession(true);
        if (session.getId().equals(request.getRequestedSessionId())) {
            throw new IllegalStateException("The session of before is still there");
        }
        session.setAttribute(USER, account.id().toString());
        session.setAttribute(ADDRESS, request.getRemoteAddr());
        var agent = Objects.requireNonNullElse(request.getHeader("User-Agent"), "");
        session.setAttribute(AGENT, agent.substring(0, Math.min(agent.length(), MAX_AGENT)));
        if (directory != null && directory.sid() != null) {
            session.setAttribute(SID, directory.sid());
        }
        if (directory != null && directory.refreshToken() != null) {
            session.setAttribute(REFRESH_TOKEN, directory.refreshToken());
        }
    }

    public Optional<UserId> user(@Nullable HttpSession session) {
        return session == null
                ? Optional.empty()
                : Optional.ofNullable((String) session.getAttribute(USER)).map(UserId::of);
    }

    public Optional<String> refreshToken(HttpSession session) {
        return Optional.ofNullable((String) session.getAttribute(REFRESH_TOKEN));
    }

    /** The one last used first. */
    List<Listed> of(UserId user, @Nullable String current) {
        return found(user).values().stream()
                .filter(session -> !session.isExpired())
                .map(session -> new Listed(
                        Secrets.hash(session.getId()).hex(),
                        session.getCreationTime(),
                        session.getLastAccessedTime(),
                        text(session, ADDRESS),
                        text(session, AGENT),
                        session.getId().equals(current)))
                .sorted(Comparator.comparing(Listed::lastSeenAt).reversed())
                .toList();
    }

    private static String text(Session session, String attribute) {
        return Objects.requireNonNullElse(session.<String>getAttribute(attribute), "");
    }

    boolean end(UserId user, String id) {
        return endIf(user, session -> Secrets.hash(session.getId()).hex().equals(id)) > 0;
    }

    int endOthers(UserId user, @Nullable String current) {
        return endIf(user, session -> !session.getId().equals(current));
    }

    public void endAll(UserId user) {
        endIf(user, session -> true);
    }

    /** Those that began with one of the directory's; all of the user's if it does not say with which. */
    public int endOfDirectory(UserId user, @Nullable String sid) {
        return endIf(user, session -> sid == null || sid.equals(session.getAttribute(SID)));
    }

    /** From now on no token that was made in that session of the directory is taken. */
    public void noteEndedSid(String sid) {
        jdbc.sql("insert into access.ended_sso_sessions (sid) values (?) on conflict do nothing")
                .param(sid)
                .update();
        jdbc.sql("delete from access.ended_sso_sessions where ended_at < now() - interval '1 day'")
                .update();
    }

    public boolean isEndedSid(String sid) {
        return jdbc.sql("select exists (select 1 from access.ended_sso_sessions where sid = ?)")
                .param(sid)
                .query(Boolean.class)
                .single();
    }

    private int endIf(UserId user, Predicate<Session> condition) {
        var ending = found(user).values().stream().filter(condition).toList();
        ending.forEach(session -> repository.deleteById(session.getId()));
        return ending.size();
    }

    private Map<String, ? extends Session> found(UserId user) {
        return repository.findByPrincipalName(user.toString());
    }
}
