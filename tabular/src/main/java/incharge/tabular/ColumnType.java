package incharge.tabular;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Defines how the text of a cell is read; the rule is the same for every file and every field. */
public enum ColumnType {
    TEXT(null, null),

    /** A day, also with a time behind it; with slashes it could be one of two days. */
    DAY("date-invalid", "is not a day such as 2026-01-31 or 31.1.2026"),

    /** An amount with a decimal point or a decimal comma; {@code 1,234} could be one of two amounts. */
    AMOUNT("amount-invalid", "is not an amount such as 1234.56 or 1 234,56"),

    /** Yes or no in English, Finnish, Swedish or Norwegian, or as a spreadsheet writes them. */
    FLAG("value-unknown", "is neither yes nor no");

    private static final int LONGEST_VALUE = 60;

    private static final String TIME = "(?:[Tt \u00A0\u202F]+[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:[.,][0-9]{1,9})?)?"
            + " ?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?";
    private static final Pattern ISO_DAY = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})" + TIME);
    private static final Pattern DOTTED_DAY = Pattern.compile("([0-9]{1,2})\\.([0-9]{1,2})\\.([0-9]{4})" + TIME);

    private static final String GROUPING_BLANK = "[ \u00A0\u2009\u202F'\u2019]";
    private static final Pattern PLAIN = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?");
    private static final Pattern BLANKS =
            Pattern.compile("-?[0-9]{1,3}(?:" + GROUPING_BLANK + "[0-9]{3})+(?:[.,][0-9]+)?");
    private static final Pattern DOTS_AND_COMMA =
            Pattern.compile("-?[0-9]{1,3}(?:(?:\\.[0-9]{3})+,[0-9]+|(?:\\.[0-9]{3}){2,})");
    private static final Pattern COMMAS_AND_DOT =
            Pattern.compile("-?[0-9]{1,3}(?:(?:,[0-9]{3})+\\.[0-9]+|(?:,[0-9]{3}){2,})");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("-?[0-9]+,[0-9]+");
    private static final Pattern GROUP_OR_DECIMALS = Pattern.compile("-?[1-9][0-9]{0,2},[0-9]{3}");

    private static final Pattern ONE = Pattern.compile("1(?:[.,]0+)?");
    private static final Pattern ZERO = Pattern.compile("0(?:[.,]0+)?");
    private static final Set<String> YES = Set.of(
            "true",
            "yes",
            "y",
            "t",
            "x",
            "on",
            "kyll\u00E4",
            "k",
            "ja",
            "j",
            "tosi",
            "sant",
            "sann",
            "\u2713",
            "\u2714");
    private static final Set<String> NO = Set.of(
            "false",
            "no",
            "n",
            "f",
            "off",
            "ei",
            "e",
            "nej",
            "nei",
            "ep\u00E4tosi",
            "falskt",
            "usann",
            "-",
            "\u2212",
            "\u2013");

    private final String code;
    private final String fault;

    ColumnType(String code, String fault) {
        this.code = code;
        this.fault = fault;
    }

    /**
     * Returns the normal form of a trimmed text: {@code YYYY-MM-DD}, an amount with a decimal point, {@code true} or
     * {@code false}; null if the text is none.
     */
    String normal(String text) {
        if (this != TEXT && text.length() > LONGEST_VALUE) {
            return null;
        }
        return switch (this) {
            case TEXT -> text;
            case DAY -> day(text);
            case AMOUNT -> amount(text);
            case FLAG -> flag(text);
        };
    }

    /** Describes what is wrong with a text that has no normal form. */
    Line.CellError error(int column, String text) {
        String shown = text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "\u2026";
        return new Line.CellError(column, code, "\"" + shown + "\" " + fault);
    }

    private static String day(String text) {
        Matcher iso = ISO_DAY.matcher(text);
        if (iso.matches()) {
            return day(iso.group(1), iso.group(2), iso.group(3));
        }
        Matcher dotted = DOTTED_DAY.matcher(text);
        return dotted.matches() ? day(dotted.group(3), dotted.group(2), dotted.group(1)) : null;
    }

    private static String day(String year, String month, String day) {
        try {
            return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day))
                    .toString();
        } catch (DateTimeException _) {
            return null; // such as 30 February
        }
    }

    private static String amount(String text) {
        String signed = text.replace('\u2212', '-');
        if (PLAIN.matcher(signed).matches()) {
            return decimal(signed);
        }
        if (BLANKS.matcher(signed).matches()) {
            return decimal(signed.replaceAll(GROUPING_BLANK, "").replace(',', '.'));
        }
        if (DOTS_AND_COMMA.matcher(signed).matches()) {
            return decimal(signed.replace(".", "").replace(',', '.'));
        }
        if (COMMAS_AND_DOT.matcher(signed).matches()) {
            return decimal(signed.replace(",", ""));
        }
        boolean decimalComma = DECIMAL_COMMA.matcher(signed).matches()
                && !GROUP_OR_DECIMALS.matcher(signed).matches();
        return decimalComma ? decimal(signed.replace(',', '.')) : null;
    }

    /** Takes leading zeros away. */
    private static String decimal(String digits) {
        return new BigDecimal(digits).toPlainString();
    }

    private static String flag(String text) {
        String word = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        if (YES.contains(word) || ONE.matcher(word).matches()) {
            return "true";
        }
        return NO.contains(word) || ZERO.matcher(word).matches() ? "false" : null;
    }
}
