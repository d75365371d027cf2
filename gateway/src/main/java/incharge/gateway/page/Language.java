package incharge.gateway.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/** The languages of the pages. */
public enum Language {
    EN("English"),
    FI("Suomi"),
    SV("Svenska"),
    NB("Norsk");

    /** Cookie with the language that a visitor chose. */
    private static final String COOKIE = "incharge-language";

    private static final String PARAMETER = "lang";

    private final String ownName;
    private final ResourceBundle texts;

    Language(String ownName) {
        this.ownName = ownName;
        this.texts = ResourceBundle.getBundle(
                "incharge.gateway.page.texts",
                Locale.of(name().toLowerCase(Locale.ROOT)),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** Returns the BCP 47 tag. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the name of the language in the language. */
    String ownName() {
        return ownName;
    }

    /** @throws java.util.MissingResourceException if there is no such text */
    public String text(String key) {
        return texts.getString(key);
    }

    /** Returns the language that the visitor chose, else the best one for Accept-Language, else English. */
    public static Language of(HttpServletRequest request) {
        return chosen(request)
                .or(() -> remembered(request))
                .orElseGet(() -> Collections.list(request.getLocales()).stream()
                        .map(locale -> of(locale.getLanguage()))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .orElse(EN));
    }

    /** Sets the cookie if the visitor chose a language with this request. */
    public static void remember(HttpServletRequest request, HttpServletResponse response) {
        chosen(request)
                .ifPresent(language -> response.addHeader(
                        HttpHeaders.SET_COOKIE,
                        ResponseCookie.from(COOKIE, language.tag())
                                .path("/")
                                .maxAge(Duration.ofDays(365))
                                .sameSite("Lax")
                                .httpOnly(true)
                                .build()
                                .toString()));
    }

    private static Optional<Language> chosen(HttpServletRequest request) {
        // getParameter would read the body of the request.
        String query = request.getQueryString();
        return query == null
                ? Optional.empty()
                : Arrays.stream(query.split("&"))
                        .filter(part -> part.startsWith(PARAMETER + "="))
                        .findFirst()
                        .flatMap(part -> of(part.substring(PARAMETER.length() + 1)));
    }

    private static Optional<Language> remembered(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, COOKIE)).flatMap(cookie -> of(cookie.getValue()));
    }

    private static Optional<Language> of(String tag) {
        String wanted = tag.equals("no") || tag.equals("nn") ? "nb" : tag;
        return Arrays.stream(values())
                .filter(language -> language.tag().equals(wanted))
                .findFirst();
    }
}
