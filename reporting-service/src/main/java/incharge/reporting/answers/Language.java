package incharge.reporting.answers;

import incharge.http.AcceptedLanguages;
import incharge.http.InvalidInput;
import incharge.http.QueryParameters;
import incharge.reporting.snapshot.Collation;
import incharge.reporting.snapshot.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/**
 * The language of a request, in which names are sorted and downloads have their heads: {@code lang}, else the first one
 * of {@code Accept-Language} that is ours, else English; a controller's parameter.
 */
@QueryParameters("lang")
public final class Language {

    private static final String PARAMETER = "lang";
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final List<Language> ALL =
            Arrays.stream(Collation.values()).map(Language::new).toList();

    private final Collation collation;
    private final ResourceBundle texts;

    private Language(Collation collation) {
        this.collation = collation;
        this.texts = ResourceBundle.getBundle(
                "incharge.reporting.answers.headers",
                Locale.of(collation == Collation.EN ? "" : collation.code()),
                NO_FALLBACK);
    }

    /** Loads the texts and the rules of all languages. */
    static void load() {
        ALL.forEach(Language::collation);
    }

    /** Answers 400 when {@code lang} is not one of ours. */
    public static Language of(HttpServletRequest request) {
        String given = request.getParameter(PARAMETER);
        return given == null ? accepted(request) : find(given).orElseThrow(Language::unknown);
    }

    private static Language accepted(HttpServletRequest request) {
        return AcceptedLanguages.of(request)
                .flatMap(code -> find(code).stream())
                .findFirst()
                .orElseGet(ALL::getFirst);
    }

    private static Optional<Language> find(String code) {
        return ALL.stream().filter(language -> language.code().equals(code)).findFirst();
    }

    private static InvalidInput unknown() {
        String codes = ALL.stream().map(Language::code).collect(Collectors.joining(", "));
        return InvalidInput.request(PARAMETER, "value-unknown", "lang is not one of " + codes + ".");
    }

    public String code() {
        return collation.code();
    }

    /** Returns the order of names. */
    public Collation collation() {
        return collation;
    }

    public List<String> headers(String... keys) {
        return Arrays.stream(keys).map(texts::getString).toList();
    }

    public String text(String key) {
        return texts.getString(key);
    }

    /** Returns the name of an entity as files show it, null for null. */
    public String name(Named entity) {
        return entity == null ? null : name(entity.name(), entity.erased());
    }

    public String name(String name, boolean erased) {
        return erased ? text("erasedPerson") : name;
    }
}
