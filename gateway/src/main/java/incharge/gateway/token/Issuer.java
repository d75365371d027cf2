package incharge.gateway.token;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/**
 * Whose tokens count.
 *
 * @param url the issuer as tokens name it in {@code iss}
 * @param own whether this gateway signs them itself, for its own people and machine clients
 * @param password of those people and clients
 */
public record Issuer(String url, boolean own, String password) {

    /** Written in the README, and so known to everybody. */
    static final String WELL_KNOWN = "demo";

    private static final int SHORTEST = 12;

    /**
     * An issuer that is not named, or that is this gateway on the loopback address, is the gateway's own. One of its people
     * is an administrator, so beyond the loopback address somebody must have asked for it, and chosen a password.
     *
     * @param publicUrl where people find this gateway; blank for the loopback address
     * @param password blank for the well-known one
     * @throws IllegalStateException when the gateway's own sign-in would be open to the world
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

    static Issuer of(Environment environment) {
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
            // another machine's name, or one that only its network knows: not this machine's own address
            return false;
        }
    }
}
