package incharge.http;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Finds the caller of the current request; a bean, for code outside of controllers. */
public final class Callers {
    private final TokenClaims claims;

    Callers(TokenClaims claims) {
        this.claims = claims;
    }

    /** Returns the user of this thread's request as its token names it; null if there is none. */
    static String user() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token
                ? token.getToken().getSubject()
                : null;
    }

    /** Returns the caller of this thread's request. Every request below {@code /api/} has one. */
    public Caller caller() {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token) {
            return claims.caller(token.getToken());
        }
        throw new IllegalStateException("the handler uses its caller but is open to anonymous ones");
    }
}
