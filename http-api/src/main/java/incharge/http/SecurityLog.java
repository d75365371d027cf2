package incharge.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs refused access and infected files, one line each: {@code refused} and a JSON object of {@code status, actor,
 * address, method, path, missing, traceId} in visible ASCII, whatever the request holds.
 */
public final class SecurityLog {
    private static final Logger LOG = LoggerFactory.getLogger(SecurityLog.class);
    private static final int LONGEST = 300;

    private SecurityLog() {}

    /**
     * Logs the refusal of this thread's request.
     *
     * @param status 401, 403, 404 for what the caller may not see, or 422 for an infected file
     * @param missing what would have been needed: a level such as {@code customers:edit}, a token, a clean file
     */
    public static void log(HttpServletRequest request, int status, String missing) {
        log(request, status, missing, Callers.user());
    }

    /** @param actor the name that the caller gave, for a request that nobody is authenticated for; null if none */
    public static void log(HttpServletRequest request, int status, String missing, String actor) {
        LOG.warn("{}", line(request, status, missing, actor));
    }

    static String line(HttpServletRequest request, int status, String missing, String actor) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("actor", actor);
        values.put("address", request.getRemoteAddr());
        values.put("method", request.getMethod());
        values.put("path", request.getRequestURI());
        values.put("missing", missing);
        values.put("traceId", TraceFilter.traceId(request));
        return values.entrySet().stream()
                .map(value -> ",\"" + value.getKey() + "\":" + quoted(value.getValue()))
                .collect(Collectors.joining("", "refused {\"status\":" + status, "}"));
    }

    static String quoted(String text) {
        if (text == null) {
            return "null";
        }
        var quoted = new StringBuilder("\"");
        text.chars().limit(LONGEST).forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c >= ' ' && c < 0x7F) {
                quoted.append((char) c);
            } else {
                quoted.append("\\u%04x".formatted(c));
            }
        });
        return quoted.append(text.length() > LONGEST ? "...\"" : "\"").toString();
    }
}
