package org.lectorium.api.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import org.lectorium.api.accounts.Role;
import org.lectorium.api.problems.ApiProblem;
import org.lectorium.api.problems.ProblemWriter;
import org.lectorium.conference.callbacks.EventReader;
import org.lectorium.core.CallbackKeys;
import org.lectorium.core.ProblemException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets Prosody's events in by a signature over their text, instead of a token that everybody on the way can read. */
@Component
final class CallbackSignatureFilter extends OncePerRequestFilter {

    static final String EVENTS = "/api/v1/callbacks/prosody/events";

    /** Twice what our module sends at the most. */
    private static final int MAX_BYTES = 2 << 20;

    private final CallbackKeys keys;
    private final ProblemWriter problems;
    private final Clock clock;

    CallbackSignatureFilter(CallbackKeys keys, ProblemWriter problems, Clock clock) {
        this.keys = keys;
        this.problems = problems;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().equals(EVENTS) || request.getHeader(CallbackSignature.HEADER) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // What cannot be good is not read: whoever sends it is nobody yet.
        var signature = CallbackSignature.parse(request.getHeader(CallbackSignature.HEADER))
                .filter(signed -> signed.isFresh(clock.instant()));
        if (signature.isEmpty()) {
            problems.write(new ProblemException(ApiProblem.BAD_CREDENTIALS), request, response);
            return;
        }
        byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            problems.write(EventReader.tooLarge(MAX_BYTES), request, response);
            return;
        }
        if (!signature.get().isFor(body, keys.hmacKeys())) {
            problems.write(new ProblemException(ApiProblem.BAD_CREDENTIALS), request, response);
            return;
        }
        SecurityContextHolder.setContext(new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                "callbacks", null, AuthorityUtils.createAuthorityList(Role.CALLBACK_AUTHORITY))));
        chain.doFilter(new ReadAlready(request, body), response);
    }

    private static final class ReadAlready extends HttpServletRequestWrapper {

        private final byte[] body;

        ReadAlready(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            var bytes = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public int read() {
                    return bytes.read();
                }

                @Override
                public int read(byte[] target, int offset, int length) {
                    return bytes.read(target, offset, length);
                }

                @Override
                public boolean isFinished() {
                    return bytes.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }
}
