package incharge.http;

import com.helger.masterdata.vat.VATINSyntaxChecker;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks VAT numbers by the rule of their country where that is known (EU, Great Britain, Norway), elsewhere by form
 * alone.
 */
final class VatNumber {
    private static final Set<String> CHECKED = Set.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "GB", "HR", "HU", "IE", "IT", "LT",
            "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK");
    private static final Pattern NORWEGIAN = Pattern.compile("(?:NO)?([0-9]{9})(?:MVA)?");
    private static final Pattern ANY = Pattern.compile("[A-Z0-9+*/]{4,20}");
    private static final int[] NORWEGIAN_WEIGHTS = {3, 2, 7, 6, 5, 4, 3, 2};

    private VatNumber() {}

    static String normal(String text) {
        return withoutSeparators(text).toUpperCase(Locale.ROOT);
    }

    /** Spaces, dots and hyphens of many kinds that people write in numbers. */
    static String withoutSeparators(String text) {
        var digits = new StringBuilder(Math.min(text.length(), 100));
        for (int i = 0; i < text.length() && digits.length() < 100; i++) {
            char c = text.charAt(i);
            boolean separator = Character.isSpaceChar(c)
                    || Character.isWhitespace(c)
                    || c == '.'
                    || Character.getType(c) == Character.DASH_PUNCTUATION;
            if (!separator) {
                digits.append(c);
            }
        }
        return digits.toString();
    }

    /** @param country the customer's, or null; used only for a number without a country prefix */
    static boolean valid(String number, String country) {
        if (!ANY.matcher(number).matches()) {
            return false;
        }
        String prefix = prefix(number.substring(0, 2));
        if (CHECKED.contains(prefix)) {
            return checked(prefix, number.substring(2));
        }
        if (prefix.equals("NO") || number.endsWith("MVA") || "NO".equals(country)) {
            return norwegian(number);
        }
        String own = country == null ? "" : prefix(country);
        return !CHECKED.contains(own) || checked(own, number);
    }

    private static String prefix(String letters) {
        return switch (letters) {
            case "GR" -> "EL";
            case "UK", "XI" -> "GB"; // Northern Ireland: Great Britain's numbers
            case String other -> other;
        };
    }

    private static boolean checked(String prefix, String rest) {
        try {
            return VATINSyntaxChecker.isValidVATIN(prefix + rest);
        } catch (IndexOutOfBoundsException | IllegalArgumentException _) {
            return false; // too short for the rule
        }
    }

    private static boolean norwegian(String number) {
        Matcher parts = NORWEGIAN.matcher(number);
        if (!parts.matches()) {
            return false;
        }
        String digits = parts.group(1);
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            sum += NORWEGIAN_WEIGHTS[i] * (digits.charAt(i) - '0');
        }
        int check = (11 - sum % 11) % 11; // 10 is never issued
        return check == digits.charAt(8) - '0';
    }
}
