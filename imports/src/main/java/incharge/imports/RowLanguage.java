package incharge.imports;

import incharge.http.AcceptedLanguages;
import incharge.imports.Verdict.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The words of a file of rows in each language. */
enum RowLanguage {
    EN(
            "Rows",
            List.of("Row", "Verdict", "Field", "Code", "Reason"),
            List.of("created", "updated", "unchanged", "refused")),
    FI(
            "Rivit",
            List.of("Rivi", "Tulos", "Kentt\u00E4", "Koodi", "Syy"),
            List.of("luotu", "p\u00E4ivitetty", "ennallaan", "hyl\u00E4tty")),
    SV(
            "Rader",
            List.of("Rad", "Resultat", "F\u00E4lt", "Kod", "Orsak"),
            List.of("skapad", "uppdaterad", "of\u00F6r\u00E4ndrad", "avvisad")),
    NB(
            "Rader",
            List.of("Rad", "Resultat", "Felt", "Kode", "\u00C5rsak"),
            List.of("opprettet", "oppdatert", "uendret", "avvist"));

    private final String title;
    private final List<String> header;
    private final List<String> outcomes;

    RowLanguage(String title, List<String> header, List<String> outcomes) {
        this.title = title;
        this.header = header;
        this.outcomes = outcomes;
    }

    /** Returns the first language of {@code Accept-Language} that is one of these, else English. */
    static RowLanguage accepted(HttpServletRequest request) {
        return AcceptedLanguages.of(request)
                .flatMap(code -> find(code).stream())
                .findFirst()
                .orElse(EN);
    }

    private static Optional<RowLanguage> find(String code) {
        return Arrays.stream(values())
                .filter(language -> language.name().toLowerCase(Locale.ROOT).equals(code))
                .findFirst();
    }

    /** Returns the name of the sheet. */
    String title() {
        return title;
    }

    /** Returns the heads of the columns that say what became of a row. */
    List<String> header() {
        return header;
    }

    String outcome(Outcome outcome) {
        return outcomes.get(outcome.ordinal());
    }
}
