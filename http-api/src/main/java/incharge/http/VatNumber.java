package incharge.http;

import com.helger.masterdata.vat.VATINSyntaxChecker;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks VAT numbers by the rule of their country where that is known (EU, Great Britain, Norway), elsewhere by form
 * alone.
 */
final class VatNumber {
    private static final Set<String> CHECKED = Set.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "GB", "HR", "HU", "IE", "IT", "LT",
            "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK");
    private static final Pattern ANY = Pattern.compile("[A-Z0-9+*/]{4,20}");

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
        return PublicRegistry.NORWAY.id(number).isPresent();
    }

    /** Returns the country that a number names itself, ISO 3166-1 alpha-2; empty if it names none. */
    static Optional<String> ownCountry(String number) {
        if (number.endsWith("MVA")) {
            return Optional.of("NO");
        }
        String prefix = number.substring(0, Math.min(2, number.length()));
        String country = switch (prefix) {
            case "EL" -> "GR";
            case "UK", "XI" -> "GB";
            case String other -> other;
        };
        return Optional.of(country).filter(Fields.COUNTRIES::contains);
    }
}
