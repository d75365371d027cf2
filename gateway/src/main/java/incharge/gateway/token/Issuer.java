package incharge.gateway.token;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/**
 * The issuer of the tokens that are valid here.
 *
 * @param url the value of the claim {@code iss}
 * @param own true if this gateway signs the tokens itself, for its demo users and machine clients
 * @param password of those users and clients
 */
public record Issuer(String url, boolean own, String password) {

    /** The password that the README publishes. */
    public static final String WELL_KNOWN = "demo";

    private static final int SHORTEST = 12;

    /**
     * An issuer that is not named, or that is this gateway on the loopback address, is the gateway's own. One of the
     * demo users is an administrator, so beyond the loopback address the operator has to allow it and to choose a
     * password.
     *
     * @param publicUrl URL of this gateway for browsers; blank for the loopback address
     * @param password blank for the well-known one
     * @throws IllegalStateException if the gateway's own sign-in would be open to everybody
     */
    static Issuer of(String named, String bindAddress, int port, String publicUrl, boolean anywhere, String password) {
        boolean own = named.isBlank() || anywhere || isThisGateway(URI.create(named), port);
        String url = named.isBlank() ? "http://127.0.0.1:" + port : named;
        if (own && Stream.of(bindAddress, host(url), host(publicUrl)).anyMatch(host -> !isLoopback(host))) {
            if (!anywhere) {
                throw new IllegalStateException("The gateway's own sign-in is for one machine, so it is not offered on "
                        + bindAddress + ": set INCHARGE_ISSUER to your identity provider,"
                        + " or INCHARGE_OWN_SIGN_IN_ANYWHERE=true and INCHARGE_OWN_SIGN_IN_PASSWORD");
            }
            if (password.length() < SHORTEST) {
                throw new IllegalStateException("The gateway's own people have a password that everybody knows:"
                        + " set INCHARGE_OWN_SIGN_IN_PASSWORD, or INCHARGE_OWN_SIGN_IN_PASSWORD_FILE, to another one of "
                        + SHORTEST + " characters or more");
            }
        }
        return new Issuer(url, own, password.isBlank() ? WELL_KNOWN : password);
    }

    public static Issuer of(Environment environment) {
        return of(
                environment.getProperty("incharge.issuer", "").strip(),
                environment.getRequiredProperty("server.address"),
                environment.getRequiredProperty("server.port", Integer.class),
                environment.getProperty("incharge.url", "").strip(),
                environment.getProperty("incharge.own-sign-in-anywhere", Boolean.class, false),
                Secrets.read(environment, "incharge.own-sign-in-password"));
    }

    @Override
    public String toString() {
        return "Issuer " + url + (own ? ", own" : "");
    }

    private static boolean isThisGateway(URI named, int port) {
        return named.getPort() == port && named.getHost() != null && isLoopback(named.getHost());
    }

    private static String host(String url) {
        String host = url.isBlank() ? null : URI.create(url).getHost();
        return host == null ? "127.0.0.1" : host;
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            // The name is of another machine, or only its network resolves it.
            return false;
        }
    }
}
