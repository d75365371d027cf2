package incharge.gateway.page;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** The languages that InCharge speaks. */
public enum Language {
    EN("English"),
    FI("Suomi"),
    SV("Svenska"),
    NB("Norsk");

    /** Where the choice of a visitor is remembered, for the next visit too. */
    private static final String COOKIE = "incharge-language";

    private static final String PARAMETER = "lang";

    private final String itself;
    private final ResourceBundle texts;

    Language(String itself) {
        this.itself = itself;
        this.texts = ResourceBundle.getBundle(
                "incharge.gateway.page.texts",
                Locale.of(name().toLowerCase(Locale.ROOT)),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** As a BCP 47 tag. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name in itself. */
    String itself() {
        return itself;
    }

    /** @throws java.util.MissingResourceException when there is no such text */
    public String text(String key) {
        return texts.getString(key);
    }

    /** What the visitor chose, else the best for what the browser asks for, else English. */
    public static Language of(HttpServletRequest request) {
        return chosen(request)
                .or(() -> remembered(request))
                .orElseGet(() -> Collections.list(request.getLocales()).stream()
                        .map(locale -> of(locale.getLanguage()))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .orElse(EN));
    }

    /** Remembers what the visitor chose with this request, if anything. */
    public static void remember(HttpServletRequest request, HttpServletResponse response) {
        chosen(request)
                .ifPresent(language -> response.addHeader(
                        HttpHeaders.SET_COOKIE,
                        ResponseCookie.from(COOKIE, language.tag())
                                .path("/")
                                .maxAge(java.time.Duration.ofDays(365))
                                .sameSite("Lax")
                                .httpOnly(true)
                                .build()
                                .toString()));
    }

    private static Optional<Language> chosen(HttpServletRequest request) {
        // not getParameter, which would read the body of whatever comes this way
        String query = request.getQueryString();
        return query == null
                ? Optional.empty()
                : Arrays.stream(query.split("&"))
                        .filter(part -> part.startsWith(PARAMETER + "="))
                        .findFirst()
                        .flatMap(part -> of(part.substring(PARAMETER.length() + 1)));
    }

    private static Optional<Language> remembered(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return (cookies == null ? List.<Cookie>of() : List.of(cookies))
                .stream()
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .findFirst()
                        .flatMap(cookie -> of(cookie.getValue()));
    }

    private static Optional<Language> of(String tag) {
        String wanted = tag.equals("no") || tag.equals("nn") ? "nb" : tag;
        return Arrays.stream(values())
                .filter(language -> language.tag().equals(wanted))
                .findFirst();
    }
}
