package incharge.gateway.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/**
 * The two cookies of a session: one with its id, which no script can read, and one with the token that a page sends along
 * with each change, which a foreign page cannot read. The token follows from the id and so changes with it.
 */
public final class SessionCookie {

    /** Browsers take a cookie of this name only over https, for one host, and for all of its paths. */
    private static final String ONLY_THIS_HOST = "__Host-";

    private final boolean https;
    private final String name;
    private final String tokenName;

    public SessionCookie(PublicUrl url) {
        https = url.https();
        name = (https ? ONLY_THIS_HOST : "") + "incharge-session";
        tokenName = (https ? ONLY_THIS_HOST : "") + "incharge-csrf";
    }

    CookieSerializer serializer() {
        DefaultCookieSerializer cookies = new DefaultCookieSerializer();
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

    /** Makes sure that the browser has the token for the session of this id. */
    public void giveToken(HttpServletRequest request, HttpServletResponse response, String id) {
        String token = token(id);
        if (!value(request, tokenName).equals(Optional.of(token))) {
            response.addHeader(HttpHeaders.SET_COOKIE, cookie(tokenName, token, false, -1));
        }
    }

    public void expire(HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookie(name, "", true, 0));
        response.addHeader(HttpHeaders.SET_COOKIE, cookie(tokenName, "", false, 0));
    }

    public static boolean isToken(String given, String id) {
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), token(id).getBytes(StandardCharsets.UTF_8));
    }

    public static String token(String id) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(id.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal("csrf".getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
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
        var cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(each -> each.getName().equals(cookie))
                        .map(jakarta.servlet.http.Cookie::getValue)
                        .filter(value -> !value.isEmpty())
                        .findFirst();
    }
}
