package incharge.gateway;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A token bucket for each key, such as a user or an address. A bucket goes once it is certainly full again; beyond the
 * most keys the least used ones go first, so that made-up keys do not fill the memory.
 */
public final class RateLimit {

    private static final int MOST_KEYS = 50_000;

    /** A charge takes at most so many times what a bucket holds, so that after as many refills no debt is left. */
    private static final int REFILLS_KEPT = 10;

    private final boolean limited;
    private final LoadingCache<String, Bucket> buckets;

    /**
     * @param capacity tokens of a full bucket; 0 for no limit
     * @param refill tokens that a bucket regains in each period
     */
    public RateLimit(int capacity, int refill, Duration period) {
        limited = capacity > 0;
        buckets = Caffeine.newBuilder()
                .maximumSize(MOST_KEYS)
                .expireAfterAccess(
                        period.multipliedBy((long) REFILLS_KEPT * capacity).dividedBy(Math.max(refill, 1)))
                .build(_ -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(capacity).refillGreedy(refill, period))
                        .build());
    }

    /** Takes one token. Returns 0, or the seconds until the next token if there is none. */
    public int take(String key) {
        if (!limited) {
            return 0;
        }
        ConsumptionProbe taken = buckets.get(key).tryConsumeAndReturnRemaining(1);
        return taken.isConsumed() ? 0 : (int) TimeUnit.NANOSECONDS.toSeconds(taken.getNanosToWaitForRefill()) + 1;
    }

    public boolean isExhausted(String key) {
        return limited && buckets.get(key).getAvailableTokens() < 1;
    }

    /** Takes tokens even if there are none, so that the key waits for longer. */
    void charge(String key, int tokens) {
        if (limited) {
            buckets.get(key).consumeIgnoringRateLimits(tokens);
        }
    }

    /** Fills the bucket of a key. */
    public void reset(String key) {
        buckets.invalidate(key);
    }

    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }
}
