package org.lectorium.api.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectorium.api.accounts.Accounts;
import org.lectorium.api.accounts.ApiTokens;
import org.lectorium.api.accounts.MachineTokens;
import org.lectorium.api.accounts.Sessions;
import org.lectorium.api.accounts.SignedIn;
import org.lectorium.api.problems.ApiProblem;
import org.lectorium.api.problems.ProblemWriter;
import org.lectorium.api.sso.Directory;
import org.lectorium.core.ProblemException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets programs in by {@code Authorization: Bearer}, for this one request: with an API token, an access token of the
 * directory, or a machine's token. A wrong token is never overlooked.
 */
@Component
final class BearerTokenFilter extends OncePerRequestFilter {

    private static final String PREFIX = "Bearer ";

    private final Accounts accounts;
    private final ApiTokens tokens;
    private final MachineTokens machines;
    private final Directory directory;
    private final Sessions sessions;
    private final ProblemWriter problems;

    BearerTokenFilter(
            Accounts accounts,
            ApiTokens tokens,
            MachineTokens machines,
            Directory directory,
            Sessions sessions,
            ProblemWriter problems) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.machines = machines;
        this.directory = directory;
        this.sessions = sessions;
        this.problems = problems;
    }

    static @Nullable String token(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
                ? header.substring(PREFIX.length()).strip()
                : null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var token = token(request);
        if (token == null) {
            chain.doFilter(request, response);
            return;
        }
        try {
            var bearer = find(token).orElseThrow(() -> new ProblemException(ApiProblem.BAD_CREDENTIALS));
            SecurityContextHolder.setContext(new SecurityContextImpl(bearer));
        } catch (ProblemException e) {
            problems.write(e, request, response);
            return;
        }
        chain.doFilter(request, response);
    }

    private Optional<? extends Authentication> find(String token) {
        if (token.startsWith(ApiTokens.PREFIX)) {
            return tokens.use(token)
                    .flatMap(found ->
                            accounts.active(found.user()).map(account -> SignedIn.byApiToken(account, found.scopes())));
        }
        var machine = machines.find(token);
        if (machine.isPresent()) {
            return machine.map(found -> UsernamePasswordAuthenticationToken.authenticated(
                    found.name(), null, AuthorityUtils.createAuthorityList(found.authority())));
        }
        return directory.isSet() ? ofDirectory(token) : Optional.empty();
    }

    private Optional<SignedIn> ofDirectory(String token) {
        var read = directory.readAccessToken(token);
        var sid = read.getClaimAsString("sid");
        return sid != null && sessions.isEndedSid(sid)
                ? Optional.empty()
                : accounts.ofDirectoryToken(read.getClaims()).map(SignedIn::byDirectoryToken);
    }
}
