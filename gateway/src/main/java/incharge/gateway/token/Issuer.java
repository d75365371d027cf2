package incharge.gateway.token;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.springframework.core.env.Environment;

/**
 * Whose tokens count.
 *
 * @param url the issuer as tokens name it in {@code iss}
 * @param own whether this gateway signs them itself, for the demo clients
 */
public record Issuer(String url, boolean own) {

    /**
     * An issuer that is not named, or that is this gateway on the loopback address, is the gateway's own. Anybody who can
     * reach its own sign-in is an administrator, so beyond the loopback address somebody must have asked for it.
     */
    static Issuer of(String named, String bindAddress, int port, boolean demoSignInAllowed) {
        boolean own = named.isBlank() || demoSignInAllowed || isThisGateway(URI.create(named), port);
        if (own && !demoSignInAllowed && !isLoopback(bindAddress)) {
            throw new IllegalStateException("The demo sign-in lets everybody in, so it is not offered on "
                    + bindAddress
                    + ": set INCHARGE_ISSUER to your identity provider, or INCHARGE_ALLOW_DEMO_SIGN_IN=true");
        }
        return new Issuer(named.isBlank() ? "http://127.0.0.1:" + port : named, own);
    }

    static Issuer of(Environment environment) {
        return of(
                environment.getProperty("incharge.issuer", "").strip(),
                environment.getRequiredProperty("server.address"),
                environment.getRequiredProperty("server.port", Integer.class),
                environment.getProperty("incharge.allow-demo-sign-in", Boolean.class, false));
    }

    private static boolean isThisGateway(URI named, int port) {
        return named.getPort() == port && named.getHost() != null && isLoopback(named.getHost());
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            // another machine's name, or one that only its network knows: not this machine's own address
            return false;
        }
    }
}
