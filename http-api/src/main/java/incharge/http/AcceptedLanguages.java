package incharge.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.stream.Stream;

/** The languages of {@code Accept-Language}. */
public final class AcceptedLanguages {

    private AcceptedLanguages() {}

    /** Returns their codes such as {@code sv}, the preferred one first; none without the header. */
    public static Stream<String> of(HttpServletRequest request) {
        return request.getHeader("Accept-Language") == null
                ? Stream.empty()
                : Collections.list(request.getLocales()).stream().map(AcceptedLanguages::code);
    }

    /** Norwegian has three codes, which count as one. */
    private static String code(Locale locale) {
        return switch (locale.getLanguage()) {
            case "no", "nn" -> "nb";
            default -> locale.getLanguage();
        };
    }
}
