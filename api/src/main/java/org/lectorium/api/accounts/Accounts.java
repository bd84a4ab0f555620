package org.lectorium.api.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectorium.api.problems.ApiProblem;
import org.lectorium.core.AuditTrail;
import org.lectorium.core.AuditTrail.Deed;
import org.lectorium.core.People;
import org.lectorium.core.PersonErased;
import org.lectorium.core.ProblemException;
import org.lectorium.core.Secrets;
import org.lectorium.core.UserId;
import org.lectorium.core.Viewer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Everything that happens to accounts. */
@Component
public class Accounts implements People {

    public static final String ADMIN = "admin";

    private static final int LEAST_PASSWORD = 10;
    private static final int MOST_PASSWORD = 200;
    private static final Duration SEEN = Duration.ofMinutes(1);

    private final AccountsTable table;
    private final PicturesTable pictures;
    private final Sessions sessions;
    private final ApiTokens tokens;
    private final PasswordEncoder passwords;
    private final AccountSettings settings;
    private final DirectorySettings directory;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final String nobodysHash;

    Accounts(
            AccountsTable table,
            PicturesTable pictures,
            Sessions sessions,
            ApiTokens tokens,
            PasswordEncoder passwords,
            AccountSettings settings,
            DirectorySettings directory,
            AuditTrail audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.table = table;
        this.pictures = pictures;
        this.sessions = sessions;
        this.tokens = tokens;
        this.passwords = passwords;
        this.settings = settings;
        this.directory = directory;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.nobodysHash = passwords.encode(Secrets.random());
    }

    /** Whether people can sign in with a password of ours. */
    public boolean hasLocal() {
        return settings.local() != null ? settings.local() : !directory.isSet();
    }

    /** Who may act at this moment; empty for one that is blocked, erased, or local where those are off. */
    public Optional<Account> active(UserId id) {
        return table.find(id).filter(this::isActive);
    }

    private boolean isActive(Account account) {
        return account.blockedAt() == null && (!account.isLocal() || hasLocal());
    }

    /** Notes that somebody is here, to the minute. */
    public void seen(Account account) {
        var now = clock.instant();
        if (account.lastSeenAt() == null || account.lastSeenAt().plus(SEEN).isBefore(now)) {
            table.setLastSeen(account.id(), now);
        }
    }

    @Override
    public Optional<Viewer.Person> find(UserId person) {
        return active(person)
                .map(account -> new Viewer.Person(account.id(), account.role() == Role.ADMIN, account.groups()));
    }

    /** The local one, if there is one. */
    public Optional<Viewer.Person> admin() {
        return table.findLocal(ADMIN).flatMap(account -> find(account.id()));
    }

    @Override
    public Optional<Profile> profile(UserId person) {
        return active(person)
                .map(account -> new Profile(
                        account.displayName(),
                        account.email(),
                        pictures.address(person).orElse(null),
                        account.role() != Role.USER));
    }

    @Override
    public Map<UserId, String> names(Collection<UserId> people) {
        return table.names(people);
    }

    @Override
    public List<UserId> administrators() {
        return table.administrators().stream()
                .filter(this::isActive)
                .map(Account::id)
                .toList();
    }

    @Override
    public long count() {
        return table.count();
    }

    /** Takes as long for a name that nobody has. */
    public Optional<Account> authenticate(String username, String password) {
        var account = table.findLocal(username);
        var hash = account.flatMap(found -> table.passwordHash(found.id()));
        boolean matches = passwords.matches(password, hash.orElse(nobodysHash));
        return matches && hash.isPresent() ? account.filter(this::isActive) : Optional.empty();
    }

    boolean hasPassword(Account account, String password) {
        return table.passwordHash(account.id())
                .filter(hash -> passwords.matches(password, hash))
                .isPresent();
    }

    /** Makes or updates the account of somebody for whom the directory vouches. */
    @Transactional
    public Optional<Account> signInFromDirectory(Map<String, Object> claims) {
        return DirectoryPerson.of(claims, directory)
                .map(table::saveOfDirectory)
                .flatMap(table::find)
                .filter(this::isActive);
    }

    /** As {@link #signInFromDirectory}, for one call: what is stored stays as it was at the last sign-in. */
    public Optional<Account> ofDirectoryToken(Map<String, Object> claims) {
        return DirectoryPerson.of(claims, directory).flatMap(person -> {
            var known = table.findOfDirectory(person.issuer(), person.subject());
            return known.isEmpty()
                    ? signInFromDirectory(claims)
                    : known.filter(this::isActive).map(account -> as(account, person));
        });
    }

    private static Account as(Account account, DirectoryPerson person) {
        return new Account(
                account.id(),
                person.username(),
                person.displayName(),
                person.email(),
                person.role(),
                person.groups(),
                account.issuer(),
                account.hasPassword(),
                account.createdAt(),
                account.lastSeenAt(),
                account.blockedAt());
    }

    public Optional<Account> findOfDirectory(String issuer, String subject) {
        return table.findOfDirectory(issuer, subject);
    }

    /** Whether a local account is called so. */
    public boolean isKnown(String username) {
        return table.findLocal(username).isPresent();
    }

    Optional<Account> findLocal(String username) {
        return table.findLocal(username);
    }

    Account get(UserId id) {
        return table.find(id).orElseThrow(() -> new ProblemException(ApiProblem.USER_NOT_FOUND));
    }

    @Transactional
    Account invite(String username, String displayName, @Nullable String email, Role role) {
        var id = UserId.random();
        if (!table.addLocal(id, username, displayName, email, role)) {
            throw new ProblemException(ApiProblem.USERNAME_TAKEN, Map.of("username", username));
        }
        audit.note(Deed.USER_INVITED, id.toString(), Map.of("username", username, "role", role.word()));
        return get(id);
    }

    /** @throws ProblemException if it is too easy to guess */
    @Transactional
    void setPassword(Account account, String password) {
        if (password.length() < LEAST_PASSWORD || password.equalsIgnoreCase(account.username())) {
            throw new ProblemException(
                    ApiProblem.PASSWORD_TOO_WEAK, Map.of("length", Integer.toString(LEAST_PASSWORD)));
        }
        if (password.length() > MOST_PASSWORD) {
            throw new ProblemException(ApiProblem.REQUEST_INVALID, Map.of("reason", "password"));
        }
        table.setPassword(account.id(), passwords.encode(password));
        audit.note(Deed.PASSWORD_SET, account.id().toString(), Map.of("username", account.username()));
    }

    /** The password of the environment: whoever starts the program may choose any. */
    @Transactional
    void saveAdmin(String password) {
        table.addLocal(UserId.random(), ADMIN, "Administrator", null, Role.ADMIN);
        table.setPassword(table.findLocal(ADMIN).orElseThrow().id(), passwords.encode(password));
    }

    boolean hasAdmin() {
        return table.findLocal(ADMIN).filter(Account::hasPassword).isPresent();
    }

    /** What is null stays as it is. Names of those who come from the directory are the directory's. */
    @Transactional
    Account change(
            UserId id,
            @Nullable String displayName,
            @Nullable String email,
            @Nullable Role role,
            @Nullable Set<String> groups,
            @Nullable Boolean blocked) {
        table.lockAdmins();
        var account = get(id);
        if (!account.isLocal() && (displayName != null || email != null || role != null || groups != null)) {
            throw new ProblemException(ApiProblem.USER_OF_DIRECTORY);
        }
        if (displayName != null) {
            table.setDisplayName(id, displayName);
        }
        if (email != null) {
            table.setEmail(id, email.isBlank() ? null : email.strip());
        }
        if (groups != null) {
            table.setGroups(id, groups);
        }
        if (role != null && role != account.role()) {
            table.setRole(id, role);
            audit.note(
                    Deed.ROLE_CHANGED,
                    id.toString(),
                    Map.of(
                            "username",
                            account.username(),
                            "role",
                            role.word(),
                            "before",
                            account.role().word()));
        }
        if (blocked != null && blocked != (account.blockedAt() != null)) {
            table.setBlocked(id, blocked ? clock.instant() : null);
            audit.note(
                    blocked ? Deed.USER_BLOCKED : Deed.USER_UNBLOCKED,
                    id.toString(),
                    Map.of("username", account.username()));
        }
        keepAnAdmin(account);
        if (blocked != null && blocked) {
            end(account);
        }
        return get(id);
    }

    /** Last, since sessions end in transactions of their own: what is refused must end none. */
    private void end(Account account) {
        sessions.endAll(account.id());
        tokens.revokeAll(account.id());
    }

    private void keepAnAdmin(Account before) {
        if (before.role() == Role.ADMIN && before.blockedAt() == null && table.countAdmins() == 0) {
            throw new ProblemException(ApiProblem.LAST_ADMIN);
        }
    }

    /** Forgets who they were, here and wherever else. Recordings stay with their other owners and the administrators. */
    @Transactional
    void erase(Account account) {
        table.lockAdmins();
        audit.note(Deed.USER_ERASED, account.id().toString(), Map.of());
        table.erase(account.id(), clock.instant());
        pictures.remove(account.id());
        events.publishEvent(new PersonErased(account.id()));
        keepAnAdmin(account);
        end(account);
    }

    AccountsTable.Found search(
            @Nullable String words, @Nullable Role role, @Nullable Boolean blocked, int page, int size) {
        return table.search(words, role, blocked, page, size);
    }

    List<String> groups(@Nullable String words, int limit) {
        return table.groups(words, limit);
    }

    Instant now() {
        return clock.instant();
    }
}
