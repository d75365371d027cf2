package incharge.gateway.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
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
 * Keeps the access token of a session good. Many requests of one browser come at once, maybe at several gateways, and an
 * issuer may take a refresh token only once: so one request asks, the others go on with the old token or wait.
 */
public final class Refreshing {

    /** Before its end by so much, so that the services still take it when a request arrives there. */
    private static final Duration EARLY = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Who this gateway is to the issuer. */
    public interface Registration {
        /** @throws RuntimeException when the issuer cannot be asked where its endpoints are */
        ClientRegistration get();
    }

    private final Sessions sessions;
    private final Registration registration;
    private final OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> issuer;

    public Refreshing(
            Sessions sessions,
            Registration registration,
            OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> issuer) {
        this.sessions = sessions;
        this.registration = registration;
        this.issuer = issuer;
    }

    /**
     * The session with an access token that is good now. Empty when the issuer gives no more: then the session has ended.
     *
     * @throws AuthenticationServiceException when a new token is needed and the issuer is away
     */
    public Optional<Sessions.Live> good(Sessions.Live live) {
        Instant now = Instant.now();
        boolean good = live.signedIn().accessTokenEnds().isAfter(now);
        if (live.signedIn().accessTokenEnds().isAfter(now.plus(EARLY))) {
            return Optional.of(live);
        }
        if (live.signedIn().refreshToken() == null) {
            return good ? Optional.of(live) : ended(live);
        }
        if (sessions.claimRefresh(live)) {
            return asked(live, good);
        }
        return good ? Optional.of(live) : waited(live);
    }

    private Optional<Sessions.Live> asked(Sessions.Live live, boolean good) {
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
            Sessions.Live renewed = live.renewed(old.refreshed(
                    answer.getAccessToken().getTokenValue(),
                    answer.getAccessToken().getExpiresAt(),
                    answer.getRefreshToken() == null
                            ? old.refreshToken()
                            : answer.getRefreshToken().getTokenValue()));
            sessions.refreshed(renewed);
            return Optional.of(renewed);
        } catch (OAuth2AuthorizationException refused) {
            if (OAuth2ErrorCodes.INVALID_GRANT.equals(refused.getError().getErrorCode())) {
                return ended(live);
            }
            return failed(live, good, refused);
        } catch (RuntimeException away) {
            return failed(live, good, away);
        }
    }

    private Optional<Sessions.Live> failed(Sessions.Live live, boolean good, RuntimeException failure) {
        sessions.refreshFailed(live.key());
        if (good) {
            return Optional.of(live);
        }
        throw new AuthenticationServiceException("The issuer gives no new token now", failure);
    }

    private Optional<Sessions.Live> waited(Sessions.Live live) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            Optional<Sessions.Live> now = sessions.again(live);
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

    private Optional<Sessions.Live> ended(Sessions.Live live) {
        sessions.end(live.key());
        return Optional.empty();
    }

    private static Instant later(Instant since, Instant ends) {
        return ends.isAfter(since) ? ends : since.plusSeconds(1);
    }
}
