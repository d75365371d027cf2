package incharge.reporting.answers;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/** The texts of downloads in the language of the request, English when it accepts none of ours. */
public final class Language {

    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final List<String> SUPPORTED = List.of("en", "fi", "sv", "nb");

    private final ResourceBundle texts;

    private Language(String language) {
        this.texts = ResourceBundle.getBundle(
                "incharge.reporting.answers.headers", Locale.of(language.equals("en") ? "" : language), NO_FALLBACK);
    }

    /** Returns the texts in the first language of {@code Accept-Language} that has them, else in English. */
    public static Language of(HttpServletRequest request) {
        Stream<Locale> accepted = request.getHeader("Accept-Language") == null
                ? Stream.<Locale>empty()
                : Collections.list(request.getLocales()).stream();
        return new Language(accepted.map(Language::code)
                .filter(SUPPORTED::contains)
                .findFirst()
                .orElse("en"));
    }

    public List<String> headers(String... keys) {
        return Arrays.stream(keys).map(texts::getString).toList();
    }

    public String text(String key) {
        return texts.getString(key);
    }

    /** Returns the code of a language. Norwegian has three codes, which count as one. */
    private static String code(Locale locale) {
        return switch (locale.getLanguage()) {
            case "no", "nn" -> "nb";
            default -> locale.getLanguage();
        };
    }
}
