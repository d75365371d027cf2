package incharge.http;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
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
            RequestEntity<?> asked, Class<?> type, ResponseEntity<?> answer, RestClientException failure, long at) {

        boolean answers(RequestEntity<?> other, Class<?> otherType) {
            return asked.equals(other) && type == otherType && System.nanoTime() - at < LEFT_ALONE.toNanos();
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
    @SuppressWarnings("unchecked") // an answer is of the type that was asked for
    public <T> ResponseEntity<T> exchange(RequestEntity<?> asked, Class<T> type) {
        asking.lock();
        try {
            if (last == null || !last.answers(asked, type)) {
                last = ask(asked, type);
            }
            if (last.failure() != null) {
                throw last.failure();
            }
            return (ResponseEntity<T>) last.answer();
        } finally {
            asking.unlock();
        }
    }

    private Said ask(RequestEntity<?> asked, Class<?> type) {
        ResponseEntity<?> answer = null;
        RestClientException failure = null;
        try {
            answer = super.exchange(asked, type);
        } catch (RestClientException e) {
            failure = e;
        }
        return new Said(asked, type, answer, failure, System.nanoTime());
    }
}
