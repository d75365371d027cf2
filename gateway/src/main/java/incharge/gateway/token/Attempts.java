package incharge.gateway.token;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * So many wrong passwords, and then one has to wait: for a name from one address, so that nobody locks out somebody else,
 * and for an address with whatever names. Kept in memory; a restart forgives.
 */
final class Attempts {

    private static final int FOR_A_NAME = 5;
    private static final int FOR_AN_ADDRESS = 50;
    private static final Duration FORGIVEN = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final Map<String, Bucket> left = new ConcurrentHashMap<>();

    boolean exhausted(String name, String address) {
        return of(name, address).getAvailableTokens() < 1 || of(address).getAvailableTokens() < 1;
    }

    void failed(String name, String address) {
        of(name, address).tryConsume(1);
        of(address).tryConsume(1);
    }

    void succeeded(String name, String address) {
        left.remove(key(name, address));
    }

    private Bucket of(String name, String address) {
        return bucket(key(name, address), FOR_A_NAME);
    }

    private Bucket of(String address) {
        return bucket(address, FOR_AN_ADDRESS);
    }

    /** One more attempt for each minute that went by. */
    private Bucket bucket(String key, int most) {
        if (left.size() > MOST) {
            left.values().removeIf(bucket -> bucket.getAvailableTokens() >= FOR_A_NAME);
        }
        return left.computeIfAbsent(
                key,
                _ -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(most).refillGreedy(1, FORGIVEN))
                        .build());
    }

    private static String key(String name, String address) {
        return address + ' ' + (name.length() > 100 ? name.substring(0, 100) : name);
    }
}
