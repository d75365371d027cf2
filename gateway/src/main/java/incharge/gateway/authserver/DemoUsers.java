package incharge.gateway.authserver;

import incharge.gateway.session.Digests;
import java.util.List;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Checks the name and the password of a demo user. */
final class DemoUsers implements AuthenticationProvider {

    /** After too many failures even the right password is not checked. */
    static final class TooManyAttempts extends AuthenticationException {
        TooManyAttempts() {
            super("Too many attempts");
        }
    }

    private final LoginAttempts attempts = new LoginAttempts();
    private final String password;

    DemoUsers(String password) {
        this.password = password;
    }

    @Override
    public Authentication authenticate(Authentication given) {
        String name = given.getName().strip();
        String address = given.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
        if (attempts.areExhausted(name, address)) {
            throw new TooManyAttempts();
        }
        // Both checks always run, so that the time of the answer does not reveal which one failed.
        boolean right = Digests.equal(String.valueOf(given.getCredentials()), password);
        boolean known = DemoUser.of(name).isPresent();
        if (!right | !known) {
            attempts.failed(name, address);
            throw new BadCredentialsException("The name or the password is wrong");
        }
        attempts.succeeded(name, address);
        return UsernamePasswordAuthenticationToken.authenticated(
                name, null, List.of(FactorGrantedAuthority.fromAuthority(FactorGrantedAuthority.PASSWORD_AUTHORITY)));
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
