package incharge.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the {@code Idempotency-Key} of a request. */
public final class IdempotencyKeys {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,255}");

    private IdempotencyKeys() {}

    /** Returns the key made unique by caller, method and path: empty without the header, 400 if it is malformed. */
    public static Optional<String> of(HttpServletRequest request, Caller caller) {
        ArrayList<String> keys = Collections.list(request.getHeaders("Idempotency-Key"));
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        if (keys.size() > 1 || !KEY.matcher(keys.getFirst()).matches()) {
            throw InvalidInput.request(
                    "Idempotency-Key",
                    "idempotency-key-malformed",
                    "Idempotency-Key takes 1 to 255 visible ASCII characters, once.");
        }
        return Optional.of(
                caller.actor() + ' ' + request.getMethod() + ' ' + request.getRequestURI() + ' ' + keys.getFirst());
    }
}
