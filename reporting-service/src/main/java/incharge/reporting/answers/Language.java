package incharge.reporting.answers;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/** The headers of downloads in the language asked for, English when none of ours is. */
public final class Language {

    private static final ResourceBundle.Control OURS_ONLY =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final List<String> SPOKEN = List.of("en", "fi", "sv", "nb");

    private final ResourceBundle texts;

    private Language(String language) {
        this.texts = ResourceBundle.getBundle(
                "incharge.reporting.answers.headers", Locale.of(language.equals("en") ? "" : language), OURS_ONLY);
    }

    /** By the caller's {@code Accept-Language}. */
    public static Language of(HttpServletRequest request) {
        var asked = request.getHeader("Accept-Language") == null
                ? Stream.<Locale>empty()
                : Collections.list(request.getLocales()).stream();
        return new Language(
                asked.map(Language::ours).filter(SPOKEN::contains).findFirst().orElse("en"));
    }

    public List<String> headers(String... keys) {
        return Arrays.stream(keys).map(texts::getString).toList();
    }

    public String text(String key) {
        return texts.getString(key);
    }

    /** Norwegian goes by three names. */
    private static String ours(Locale locale) {
        return switch (locale.getLanguage()) {
            case "no", "nn" -> "nb";
            default -> locale.getLanguage();
        };
    }
}
