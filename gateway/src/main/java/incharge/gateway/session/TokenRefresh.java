package incharge.gateway.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

/**
 * Refreshes the access token of a session before it expires. Many requests of one browser arrive at once, maybe at
 * several gateways, and an issuer may accept a refresh token only once: so one request refreshes, the others use the
 * old token or wait.
 */
public final class TokenRefresh {

    /** Time before the expiry, so that the token is still valid when the request arrives at a service. */
    private static final Duration EARLY = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Sessions sessions;
    private final Supplier<ClientRegistration> registration;
    private final OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> issuer;

    /** @param registration the gateway as a client of the issuer; fails if the issuer cannot be reached */
    public TokenRefresh(
            Sessions sessions,
            Supplier<ClientRegistration> registration,
            OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> issuer) {
        this.sessions = sessions;
        this.registration = registration;
        this.issuer = issuer;
    }

    /**
     * Returns the session with an access token that is valid now, or nothing if the issuer gives no more: then the
     * session has ended.
     *
     * @throws AuthenticationServiceException if a new token is needed and the issuer cannot be reached
     */
    public Optional<Sessions.Live> refreshed(Sessions.Live live) {
        Instant now = Instant.now();
        boolean valid = live.signedIn().accessTokenEnds().isAfter(now);
        if (live.signedIn().accessTokenEnds().isAfter(now.plus(EARLY))) {
            return Optional.of(live);
        }
        if (live.signedIn().refreshToken() == null) {
            return valid ? Optional.of(live) : end(live);
        }
        if (sessions.claimRefresh(live)) {
            return refresh(live, valid);
        }
        return valid ? Optional.of(live) : await(live);
    }

    private Optional<Sessions.Live> refresh(Sessions.Live live, boolean valid) {
        try {
            SignedIn old = live.signedIn();
            OAuth2AccessTokenResponse answer = issuer.getTokenResponse(new OAuth2RefreshTokenGrantRequest(
                    registration.get(),
                    new OAuth2AccessToken(
                            OAuth2AccessToken.TokenType.BEARER,
                            old.accessToken(),
                            old.since(),
                            later(old.since(), old.accessTokenEnds())),
                    new OAuth2RefreshToken(old.refreshToken(), old.since())));
            Sessions.Live refreshed = live.with(old.refreshed(
                    answer.getAccessToken().getTokenValue(),
                    answer.getAccessToken().getExpiresAt(),
                    answer.getRefreshToken() == null
                            ? old.refreshToken()
                            : answer.getRefreshToken().getTokenValue()));
            sessions.refreshed(refreshed);
            return Optional.of(refreshed);
        } catch (OAuth2AuthorizationException refused) {
            if (OAuth2ErrorCodes.INVALID_GRANT.equals(refused.getError().getErrorCode())) {
                return end(live);
            }
            return failed(live, valid, refused);
        } catch (RuntimeException unavailable) {
            return failed(live, valid, unavailable);
        }
    }

    private Optional<Sessions.Live> failed(Sessions.Live live, boolean valid, RuntimeException failure) {
        sessions.refreshFailed(live.key());
        if (valid) {
            return Optional.of(live);
        }
        throw new AuthenticationServiceException("The issuer gives no new token now", failure);
    }

    private Optional<Sessions.Live> await(Sessions.Live live) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            Optional<Sessions.Live> now = sessions.reread(live);
            if (now.isEmpty()
                    || !now.get()
                            .signedIn()
                            .accessToken()
                            .equals(live.signedIn().accessToken())) {
                return now;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new AuthenticationServiceException("The issuer takes too long to give a new token");
    }

    private Optional<Sessions.Live> end(Sessions.Live live) {
        sessions.end(live.key());
        return Optional.empty();
    }

    private static Instant later(Instant since, Instant ends) {
        return ends.isAfter(since) ? ends : since.plusSeconds(1);
    }
}
