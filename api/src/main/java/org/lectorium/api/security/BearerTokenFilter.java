package org.lectorium.api.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lectorium.api.problems.ApiProblem;
import org.lectorium.api.problems.ProblemWriter;
import org.lectorium.core.ProblemException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets machines in by {@code Authorization: Bearer}, for this one request. A wrong token is never overlooked. */
final class BearerTokenFilter extends OncePerRequestFilter {

    private static final String PREFIX = "Bearer ";

    private final Accounts accounts;
    private final ProblemWriter problems;

    BearerTokenFilter(Accounts accounts, ProblemWriter problems) {
        this.accounts = accounts;
        this.problems = problems;
    }

    static @Nullable String token(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.startsWith(PREFIX)
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
        var machine = accounts.findToken(token).orElse(null);
        if (machine == null) {
            problems.write(new ProblemException(ApiProblem.BAD_CREDENTIALS), request, response);
            return;
        }
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                machine.name(),
                null,
                AuthorityUtils.createAuthorityList(machine.role().authority())));
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }
}
