package incharge.gateway.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Checks the name and password of somebody who signs in at the gateway itself. */
final class People implements AuthenticationProvider {

    /** Too many failures: now even the right password is not looked at. */
    static final class TooMany extends AuthenticationException {
        TooMany() {
            super("too many attempts");
        }
    }

    private final Attempts attempts = new Attempts();
    private final byte[] password;

    People(String password) {
        this.password = password.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Authentication authenticate(Authentication given) {
        String name = given.getName().strip();
        String address = given.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
        if (attempts.exhausted(name, address)) {
            throw new TooMany();
        }
        boolean right = MessageDigest.isEqual(
                String.valueOf(given.getCredentials()).getBytes(StandardCharsets.UTF_8), password);
        // both are looked at before either is told, in the same time
        boolean known = Demo.of(name).isPresent();
        if (!right | !known) {
            attempts.failed(name, address);
            throw new BadCredentialsException("the name or the password is wrong");
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
