package incharge.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Logs refused accesses, one line each: {@code refused} and a JSON object of {@code status, actor, address, method, path,
 * missing}, in ASCII without control characters whatever the request contains.
 */
public final class SecurityLog {

    private static final Logger LOG = LoggerFactory.getLogger(SecurityLog.class);
    private static final int LONGEST = 300;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private SecurityLog() {}

    /** @param missing the requirement that the request does not meet */
    public static void log(HttpServletRequest request, int status, String missing) {
        log(request, status, missing, actor());
    }

    static void log(HttpServletRequest request, int status, String missing, String actor) {
        LOG.warn("{}", line(request, status, missing, actor));
    }

    static String line(HttpServletRequest request, int status, String missing, String actor) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("status", status);
        values.put("actor", cut(actor));
        values.put("address", request.getRemoteAddr());
        values.put("method", cut(request.getMethod()));
        values.put("path", cut(request.getRequestURI()));
        values.put("missing", cut(missing));
        return "refused " + JSON.writeValueAsString(values).replace("\u007f", "\\u007f");
    }

    private static String cut(String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    private static String actor() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken caller
                ? caller.getName()
                : null;
    }
}
