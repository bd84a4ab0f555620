package org.lectorium.api.accounts;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectorium.core.Viewer.Person;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** An account on whose behalf a request is made. Made anew from the database for each request. */
public final class SignedIn extends AbstractAuthenticationToken {

    /** What stands for the account. */
    public enum Via {
        SESSION,
        API_TOKEN,
        DIRECTORY_TOKEN
    }

    private final transient Account account;
    private final Set<Scope> scopes;
    private final Via via;

    private SignedIn(Account account, Set<Scope> scopes, Via via) {
        super(authorities(account, scopes));
        this.account = account;
        this.scopes = scopes;
        this.via = via;
        setAuthenticated(true);
    }

    public static SignedIn bySession(Account account) {
        return new SignedIn(account, Scope.ALL, Via.SESSION);
    }

    public static SignedIn byApiToken(Account account, Set<Scope> scopes) {
        return new SignedIn(account, Set.copyOf(scopes), Via.API_TOKEN);
    }

    public static SignedIn byDirectoryToken(Account account) {
        return new SignedIn(account, Scope.ALL, Via.DIRECTORY_TOKEN);
    }

    private static List<SimpleGrantedAuthority> authorities(Account account, Set<Scope> scopes) {
        return Stream.concat(
                        account.role().authorities().stream(), scopes.stream().map(Scope::authority))
                .map(SimpleGrantedAuthority::new)
                .toList();
    }

    public Account account() {
        return account;
    }

    public Via via() {
        return via;
    }

    /** As the stages know them; a token that was not made for administration sees what anybody would. */
    public Person person() {
        boolean admin = account.role() == Role.ADMIN && scopes.contains(Scope.ADMIN);
        return new Person(account.id(), admin, account.groups());
    }

    @Override
    public Account getPrincipal() {
        return account;
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public String getName() {
        return account.id().toString();
    }
}
