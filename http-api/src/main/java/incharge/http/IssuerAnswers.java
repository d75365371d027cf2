package incharge.http;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestTemplate;

/**
 * Asks the issuer for what it publishes, without patience, and not twice within a second: every token with a key that
 * nobody knows asks for all keys anew, and tokens can be made up by anybody.
 */
final class IssuerAnswers extends RestTemplate {

    private static final Duration LEFT_ALONE = Duration.ofSeconds(1);

    private final ReentrantLock asking = new ReentrantLock();
    private Said last;

    /**
     * @param answer null when it failed
     * @param failure null when it did not; else those who waited for it would each wait as long, one after the other
     * @param at by {@link System#nanoTime}
     */
    private record Said(
            RequestEntity<?> asked, Type type, ResponseEntity<?> answer, RestClientException failure, long at) {

        boolean answers(RequestEntity<?> other, Type otherType) {
            return asked.equals(other) && type.equals(otherType) && System.nanoTime() - at < LEFT_ALONE.toNanos();
        }
    }

    IssuerAnswers() {
        super(impatient());
    }

    private static SimpleClientHttpRequestFactory impatient() {
        SimpleClientHttpRequestFactory http = new SimpleClientHttpRequestFactory();
        http.setConnectTimeout(Duration.ofSeconds(2));
        http.setReadTimeout(Duration.ofSeconds(3));
        return http;
    }

    @Override
    public <T> ResponseEntity<T> exchange(RequestEntity<?> asked, Class<T> type) {
        return answer(asked, type, () -> super.exchange(asked, type));
    }

    @Override
    public <T> ResponseEntity<T> exchange(RequestEntity<?> asked, ParameterizedTypeReference<T> type) {
        return answer(asked, type.getType(), () -> super.exchange(asked, type));
    }

    @SuppressWarnings("unchecked") // an answer is of the type that was asked for
    private <T> ResponseEntity<T> answer(RequestEntity<?> asked, Type type, Supplier<ResponseEntity<T>> exchange) {
        asking.lock();
        try {
            if (last == null || !last.answers(asked, type)) {
                last = ask(asked, type, exchange);
            }
            if (last.failure() != null) {
                throw last.failure();
            }
            return (ResponseEntity<T>) last.answer();
        } finally {
            asking.unlock();
        }
    }

    private static Said ask(RequestEntity<?> asked, Type type, Supplier<? extends ResponseEntity<?>> exchange) {
        try {
            return new Said(asked, type, exchange.get(), null, System.nanoTime());
        } catch (RestClientException failure) {
            return new Said(asked, type, null, failure, System.nanoTime());
        }
    }
}
