package incharge.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestTemplate;

/**
 * Reads what the issuer publishes, with short timeouts and each document at most once a second. Every token with an
 * unknown key makes the decoder read all keys again, and anybody can make up such tokens.
 */
public final class IssuerClient extends RestTemplate {

    private final Cache<List<Object>, Answer> answers =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(1)).build();

    /** A failure is remembered too, else all that wait for the issuer would wait in turn, each as long. */
    private record Answer(ResponseEntity<?> response, RestClientException failure) {}

    public IssuerClient() {
        var http = new SimpleClientHttpRequestFactory();
        http.setConnectTimeout(Duration.ofSeconds(2));
        http.setReadTimeout(Duration.ofSeconds(3));
        setRequestFactory(http);
    }

    @Override
    public <T> ResponseEntity<T> exchange(RequestEntity<?> request, Class<T> type) {
        return answer(List.of(request, type), () -> super.exchange(request, type));
    }

    @Override
    public <T> ResponseEntity<T> exchange(RequestEntity<?> request, ParameterizedTypeReference<T> type) {
        return answer(List.of(request, type), () -> super.exchange(request, type));
    }

    @SuppressWarnings("unchecked") // the key names the type of the answer
    private <T> ResponseEntity<T> answer(List<Object> key, Supplier<ResponseEntity<T>> exchange) {
        Answer answer = answers.get(key, _ -> {
            try {
                return new Answer(exchange.get(), null);
            } catch (RestClientException failure) {
                return new Answer(null, failure);
            }
        });
        if (answer.failure() != null) {
            throw answer.failure();
        }
        return (ResponseEntity<T>) answer.response();
    }
}
