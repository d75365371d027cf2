package incharge.gateway.authserver;

import incharge.gateway.RateLimit;
import java.time.Duration;

/**
 * Limits wrong passwords: for a name from one address, so that nobody locks out another person, and for an address with
 * any names. One attempt comes back each minute; a restart forgets all.
 */
final class LoginAttempts {

    private static final int LONGEST_NAME = 100;

    private final RateLimit byName = new RateLimit(5, 1, Duration.ofMinutes(1));
    private final RateLimit byAddress = new RateLimit(50, 1, Duration.ofMinutes(1));

    boolean areExhausted(String name, String address) {
        return byName.isExhausted(key(name, address)) || byAddress.isExhausted(address);
    }

    void failed(String name, String address) {
        byName.take(key(name, address));
        byAddress.take(address);
    }

    void succeeded(String name, String address) {
        byName.reset(key(name, address));
    }

    private static String key(String name, String address) {
        return address + ' ' + (name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name);
    }
}
