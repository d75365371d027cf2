package incharge.tabular;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.apache.poi.ss.format.CellFormat;
import org.apache.poi.ss.usermodel.BuiltinFormats;
import org.apache.poi.ss.usermodel.DateUtil;

/** Holds how the cells of a workbook show their numbers, by the styles of the cells. */
final class CellFormats {

    private static final int MOST_STYLES = 65_536;

    /** Literal texts, escaped characters, colours, conditions and languages; but {@code [h]} is a count of hours. */
    private static final Pattern LITERALS =
            Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\*.|\\[(?!(?:h+|m+|s+)\\])[^\\]]*\\]", Pattern.CASE_INSENSITIVE);

    /** Eras with their years, years of the Buddhist calendar and weekdays, which POI does not take for dates. */
    private static final Pattern ERAS =
            Pattern.compile("(?<![0#?.])g*e+|g+(?![a-z/])|b{2,4}|a{3,4}", Pattern.CASE_INSENSITIVE);

    /** Signs that stand in dates without quotes and that POI does not expect there. */
    private static final Pattern SIGNS = Pattern.compile("[^\\x00-\\x7F]|[()]");

    /** Digits and signs that a spreadsheet shows as they are; a point or a comma would change the number. */
    private static final Pattern ZEROS = Pattern.compile("[0#$+()!^&'~{}<>=: ;-]*0[0#$+()!^&'~{}<>=: ;-]*");

    private static final CellFormats NONE = new CellFormats(List.of());

    /** The format of each style. */
    private final List<Format> styles;

    private CellFormats(List<Format> styles) {
        this.styles = styles;
    }

    private sealed interface Format {
        /** Shows the number as it is, rounded or grouped at most. */
        record Plain() implements Format {}

        record Date() implements Format {}

        /** Shows digits, zeros in front and literals. */
        record Zeros(CellFormat shown) implements Format {}
    }

    static CellFormats none() {
        return NONE;
    }

    static CellFormats read(PartReader xml) throws XMLStreamException {
        Map<Integer, String> codes = new HashMap<>();
        Map<Integer, Format> formats = new HashMap<>();
        List<Format> styles = new ArrayList<>();
        boolean cellStyles = false;
        while (xml.hasNext()) {
            xml.next();
            if (xml.starts("numFmt") && codes.size() < MOST_STYLES) {
                codes.put(xml.number("numFmtId", -1), xml.attribute("formatCode"));
            } else if (xml.starts("cellXfs")) {
                cellStyles = true;
            } else if (xml.ends("cellXfs")) {
                cellStyles = false;
            } else if (cellStyles && xml.starts("xf") && styles.size() < MOST_STYLES) {
                styles.add(formats.computeIfAbsent(xml.number("numFmtId", 0), id -> format(id, codes.get(id))));
            }
        }
        return new CellFormats(styles);
    }

    private static Format format(int id, String given) {
        String code = given == null ? BuiltinFormats.getBuiltinFormat(id) : given;
        if (given == null && isEastAsianDate(id) || DateUtil.isADateFormat(id, code) || isEastAsianDate(code)) {
            return new Format.Date();
        }
        boolean zeros = code != null
                && !code.equals("0")
                && ZEROS.matcher(LITERALS.matcher(code).replaceAll("")).matches();
        return zeros ? zeros(code) : new Format.Plain();
    }

    private static Format zeros(String code) {
        try {
            return new Format.Zeros(CellFormat.getInstance(Locale.US, code));
        } catch (RuntimeException _) {
            // POI has many types of unchecked exceptions for a format that breaks a rule
            return new Format.Plain();
        }
    }

    /** Returns whether a format without a code of its own is one of the dates that East Asian Excels have built in. */
    private static boolean isEastAsianDate(int id) {
        return id >= 27 && id <= 36 || id >= 50 && id <= 58;
    }

    private static boolean isEastAsianDate(String code) {
        if (code == null || code.regionMatches(true, 0, "General", 0, 7)) {
            return false;
        }
        String letters = SIGNS.matcher(LITERALS.matcher(code).replaceAll("")).replaceAll("");
        return DateUtil.isADateFormat(-1, ERAS.matcher(letters).replaceAll("y"));
    }

    private Format format(int style) {
        return style >= 0 && style < styles.size() ? styles.get(style) : new Format.Plain();
    }

    boolean isDate(int style) {
        return format(style) instanceof Format.Date;
    }

    /** Returns the text that a cell shows for a whole number; null if that is just the number. */
    String shown(int style, double number) {
        return format(style) instanceof Format.Zeros(CellFormat shown) && number == Math.rint(number)
                ? shown.apply(number).text
                : null;
    }
}
