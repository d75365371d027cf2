package incharge.customer.registry;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Reads the address of a registry from a setting. */
final class RegistryAddress {

    private static final String OFF = "none";

    private RegistryAddress() {}

    /**
     * Returns the address, empty if look-ups are switched off.
     *
     * @param setting the name of the setting
     * @param text its value, blank for the registry's public address
     * @throws IllegalArgumentException if it is neither https nor http to this machine
     */
    static Optional<URI> of(String setting, String text, String publicAddress) {
        String address = text.isBlank() ? publicAddress : text.strip();
        if (address.equals(OFF)) {
            return Optional.empty();
        }
        try {
            var uri = new URI(address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
            if (isAllowed(uri)) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException _) {
            // reported below, like an address that is not allowed
        }
        throw new IllegalArgumentException(setting + " is an address that begins with https://, or with http:// on a"
                + " loopback address, or none, and not: " + address);
    }

    private static boolean isAllowed(URI uri) {
        if (uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            return false;
        }
        return "https".equalsIgnoreCase(uri.getScheme())
                || "http".equalsIgnoreCase(uri.getScheme()) && isLoopback(uri.getHost());
    }

    /** Looks no name up, since what it means may change. */
    private static boolean isLoopback(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
