package incharge.gateway.session;

import java.net.URI;
import java.util.Locale;

/**
 * The URL at which browsers reach InCharge: the one origin that has the session's cookie.
 *
 * @param origin such as {@code https://incharge.example.com}, without a slash at the end
 */
public record PublicUrl(String origin) {

    /** @throws IllegalStateException if the text is not an http or https URL without a path */
    public static PublicUrl of(String url) {
        URI given = URI.create(url.strip());
        boolean web = "http".equalsIgnoreCase(given.getScheme()) || "https".equalsIgnoreCase(given.getScheme());
        boolean bare = given.getPath() == null
                || given.getPath().isEmpty()
                || given.getPath().equals("/");
        if (!web || given.getHost() == null || !bare || given.getQuery() != null || given.getUserInfo() != null) {
            throw new IllegalStateException(
                    "INCHARGE_URL is the address of InCharge, such as https://incharge.example.com, and not: " + url);
        }
        String scheme = given.getScheme().toLowerCase(Locale.ROOT);
        boolean usual = given.getPort() < 0
                || given.getPort() == 443 && scheme.equals("https")
                || given.getPort() == 80 && scheme.equals("http");
        return new PublicUrl(
                scheme + "://" + given.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + given.getPort()));
    }

    /** @param path starts with a slash */
    public String at(String path) {
        return origin + path;
    }

    public boolean https() {
        return origin.startsWith("https:");
    }

    /** Host and port in the form of a {@code Host} header. */
    public String authority() {
        return origin.substring(origin.indexOf("://") + 3);
    }
}
