package incharge.gateway.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.web.util.WebUtils;

/**
 * The two cookies of a session. One has its id, which no script can read. The other has the CSRF token, which a page
 * sends with each change and a foreign page cannot read; it is derived from the id and so changes with it.
 */
public final class SessionCookie {

    /** Browsers accept a cookie with this prefix only over https, for one host, and for all of its paths. */
    private static final String HOST_PREFIX = "__Host-";

    private final boolean https;
    private final String name;
    private final String csrfName;

    public SessionCookie(PublicUrl url) {
        https = url.https();
        name = (https ? HOST_PREFIX : "") + "incharge-session";
        csrfName = (https ? HOST_PREFIX : "") + "incharge-csrf";
    }

    CookieSerializer serializer() {
        var cookies = new DefaultCookieSerializer();
        cookies.setCookieName(name);
        cookies.setCookiePath("/");
        cookies.setUseHttpOnlyCookie(true);
        cookies.setUseSecureCookie(https);
        cookies.setSameSite("Lax");
        cookies.setUseBase64Encoding(false);
        return cookies;
    }

    public Optional<String> id(HttpServletRequest request) {
        return value(request, name);
    }

    /** Sets the cookie with the CSRF token unless the browser has it. */
    public void sendCsrfToken(HttpServletRequest request, HttpServletResponse response, String id) {
        String token = csrfToken(id);
        if (!value(request, csrfName).equals(Optional.of(token))) {
            response.addHeader(HttpHeaders.SET_COOKIE, cookie(csrfName, token, false, -1));
        }
    }

    public void expire(HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookie(name, "", true, 0));
        response.addHeader(HttpHeaders.SET_COOKIE, cookie(csrfName, "", false, 0));
    }

    public static boolean isCsrfToken(String given, String id) {
        return given != null && Digests.equal(given, csrfToken(id));
    }

    public static String csrfToken(String id) {
        return Digests.hmac(id.getBytes(StandardCharsets.UTF_8), "csrf");
    }

    private String cookie(String cookie, String value, boolean httpOnly, long maxAge) {
        return ResponseCookie.from(cookie, value)
                .path("/")
                .secure(https)
                .httpOnly(httpOnly)
                .sameSite("Lax")
                .maxAge(maxAge)
                .build()
                .toString();
    }

    private static Optional<String> value(HttpServletRequest request, String cookie) {
        return Optional.ofNullable(WebUtils.getCookie(request, cookie))
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty());
    }
}
