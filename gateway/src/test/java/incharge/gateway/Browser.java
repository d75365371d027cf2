package incharge.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser as far as HTTP goes: it keeps cookies, follows redirects on demand, and fills in forms. */
final class Browser {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]*)\"");

    private final GatewayUnderTest gateway;

    /** The cookies that a browser would keep. */
    final Map<String, String> cookies = new LinkedHashMap<>();

    final List<String> setCookies = new ArrayList<>();

    /** URLs that redirects led to. */
    final List<String> way = new ArrayList<>();

    Browser(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    static Browser signedIn(GatewayUnderTest gateway, String person) throws IOException, InterruptedException {
        var browser = new Browser(gateway);
        browser.signIn("/sign-in", person, "demo");
        return browser;
    }

    /** Signs in from a page that redirects to the sign-in, and returns the page at the end. */
    HttpResponse<String> signIn(String from, String person, String password) throws IOException, InterruptedException {
        return follow(typed(follow(get(from)), person, password));
    }

    HttpResponse<String> typed(HttpResponse<String> page, String person, String password)
            throws IOException, InterruptedException {
        return post("/oauth2/sign-in", Map.of("_csrf", csrf(page), "username", person, "password", password));
    }

    static String csrf(HttpResponse<String> page) {
        Matcher found = CSRF.matcher(page.body());
        if (!found.find()) {
            throw new AssertionError("no form in " + page.statusCode() + " " + page.body());
        }
        return found.group(1);
    }

    HttpResponse<String> get(String place) throws IOException, InterruptedException {
        return send(to(place).header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
    }

    HttpResponse<String> post(String place, Map<String, String> form) throws IOException, InterruptedException {
        return send(to(place)
                .header("Accept", "text/html")
                .header("Origin", gateway.url())
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")))));
    }

    /** Builds the request that a script of a page of InCharge sends. */
    HttpRequest.Builder change(String place) {
        return to(place)
                .header("Origin", gateway.url())
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "application/json")
                .header("X-CSRF-Token", cookies.getOrDefault("incharge-csrf", ""))
                .POST(BodyPublishers.ofString("{}"));
    }

    HttpResponse<String> follow(HttpResponse<String> answer) throws IOException, InterruptedException {
        HttpResponse<String> last = answer;
        for (int i = 0; i < 10 && last.statusCode() / 100 == 3; i++) {
            String to = last.uri().resolve(location(last)).toString();
            way.add(to);
            last = get(to);
        }
        return last;
    }

    static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }

    /** @param place a path of the gateway, or a complete URL */
    HttpRequest.Builder to(String place) {
        HttpRequest.Builder request =
                place.startsWith("/") ? gateway.to(place) : HttpRequest.newBuilder(URI.create(place));
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = gateway.send(request);
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            setCookies.add(cookie);
            String[] pair = cookie.substring(0, cookie.indexOf(';')).split("=", 2);
            if (cookie.contains("Max-Age=0")) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
            }
        }
        return answer;
    }
}
