package incharge.http;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Who asks; a bean, for what is neither a controller nor told by one. */
public final class Callers {
    private final Claims claims;

    Callers(Claims claims) {
        this.claims = claims;
    }

    /** Of the request that this thread answers; every request below {@code /api/} has one. */
    public Caller caller() {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token) {
            return claims.caller(token.getToken());
        }
        throw new IllegalStateException("a handler that asks for its caller is open to anonymous ones");
    }
}
