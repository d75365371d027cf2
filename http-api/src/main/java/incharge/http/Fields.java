package incharge.http;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.validator.routines.EmailValidator;
import org.apache.commons.validator.routines.checkdigit.CheckDigit;
import org.apache.commons.validator.routines.checkdigit.EAN13CheckDigit;

/**
 * Validates the values of fields. Each method returns the value as it is stored (trimmed, in its normal form), or null
 * if it is absent, blank or invalid. A blank text is no day, country or currency: these are absent or valid. Errors are
 * collected, so that one answer names all of them.
 */
public final class Fields {
    public static final int NAME = 300;
    public static final int NOTE = 10_000;
    public static final int REASON = 500;

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern AMOUNT = Pattern.compile("-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,4})?");
    private static final Pattern EAN = Pattern.compile("[0-9]{13}");
    private static final CheckDigit EAN_CHECK = EAN13CheckDigit.EAN13_CHECK_DIGIT;
    static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Set<String> CURRENCIES = currencies();
    private static final EmailValidator EMAIL = new AnyDomain();

    private final String prefix;
    private final List<FieldError> errors;

    private Fields(String prefix, List<FieldError> errors) {
        this.prefix = prefix;
        this.errors = errors;
    }

    /** Starts with the fields of a request or of a row. */
    public Fields() {
        this("", new ArrayList<>());
    }

    /**
     * Returns a view for the fields of a part, with a name prefix such as {@code changes[3].} or {@code address.}. It
     * shares the list of errors.
     */
    public Fields in(String part) {
        return new Fields(prefix + part, errors);
    }

    /** Adds an error that the calling code found. */
    public void reject(String field, String code, String message) {
        errors.add(new FieldError(prefix + field, code, message));
    }

    public List<FieldError> errors() {
        return Collections.unmodifiableList(errors);
    }

    /** Throws the 422 if there are errors. */
    public void check() {
        if (!errors.isEmpty()) {
            throw InvalidInput.values(errors);
        }
    }

    /** A required value: {@code required}. */
    public <T> T required(String field, T value) {
        if (value == null) {
            reject(field, "required", "%s is required.".formatted(prefix + field));
        }
        return value;
    }

    /** A required name, at most 300 characters. */
    public String name(String field, String value) {
        return required(field, value, NAME);
    }

    /** A required text: {@code required}, {@code too-long}, {@code text-invalid}. */
    public String required(String field, String value, int max) {
        String text = text(field, value, max);
        return text == null && (value == null || NameKey.isBlank(value)) ? required(field, (String) null) : text;
    }

    /** A text, composed at most {@code max} characters (code points): {@code too-long}, {@code text-invalid}. */
    public String text(String field, String value, int max) {
        String text = trimmed(value);
        if (text == null) {
            return null;
        }
        if (text.length() > max && text.codePointCount(0, text.length()) > max) {
            return fault(field, "too-long", "has more than %,d characters.".formatted(max));
        }
        String problem = Text.error(text);
        return problem == null ? text : fault(field, "text-invalid", problem + ".");
    }

    /** A description or note, at most 10,000 characters. */
    public String note(String field, String value) {
        return text(field, value, NOTE);
    }

    /** The reason of a command, at most 500 characters. */
    public String reason(String value) {
        return text("reason", value, REASON);
    }

    /**
     * ISO 3166-1 alpha-2 in capitals; {@code UK} and {@code EL} are read as {@code GB} and {@code GR}:
     * {@code country-unknown}.
     */
    public String country(String field, String value) {
        if (value == null) {
            return null;
        }
        String code = switch (Text.trim(value).toUpperCase(Locale.ROOT)) {
            case "UK" -> "GB";
            case "EL" -> "GR";
            case String other -> other;
        };
        return COUNTRIES.contains(code)
                ? code
                : fault(field, "country-unknown", "is not an ISO 3166-1 country code such as FI.");
    }

    /** ISO 4217 in capitals: {@code currency-unknown}. */
    public String currency(String field, String value) {
        if (value == null) {
            return null;
        }
        String code = Text.trim(value).toUpperCase(Locale.ROOT);
        return CURRENCIES.contains(code)
                ? code
                : fault(field, "currency-unknown", "is not an ISO 4217 currency code such as EUR.");
    }

    /**
     * A VAT number without spaces, dots and hyphens, in capitals: {@code vat-number-invalid}.
     *
     * @param country the customer's in its normal form, or null; selects the rule for a number without prefix
     */
    public String vatNumber(String field, String value, String country) {
        String text = trimmed(value);
        if (text == null) {
            return null;
        }
        String number = VatNumber.normal(text);
        return VatNumber.valid(number, country)
                ? number
                : fault(field, "vat-number-invalid", "is not a VAT number: its form or check digit is wrong.");
    }

    /** A GTIN-13 or GLN without spaces and hyphens, its check digit right: {@code ean-invalid}. */
    public String ean(String field, String value) {
        String text = trimmed(value);
        if (text == null) {
            return null;
        }
        String digits = VatNumber.withoutSeparators(text);
        return EAN.matcher(digits).matches() && EAN_CHECK.isValid(digits)
                ? digits
                : fault(field, "ean-invalid", "is not an EAN: 13 digits, the last of them a check digit.");
    }

    /** An e-mail address, at most 254 characters: {@code email-invalid}. */
    public String email(String field, String value) {
        String text = trimmed(value);
        if (text == null) {
            return null;
        }
        return text.length() <= 254 && Text.error(text) == null && EMAIL.isValid(text)
                ? text
                : fault(field, "email-invalid", "is not an e-mail address.");
    }

    /** A telephone number as people write it, at most 50 characters. */
    public String phone(String field, String value) {
        return text(field, value, 50);
    }

    /**
     * The address of a website, as written, with or without {@code https://}, at most 500 characters:
     * {@code website-invalid}.
     */
    public String website(String field, String value) {
        String text = trimmed(value);
        if (text == null) {
            return null;
        }
        return text.codePointCount(0, text.length()) <= 500 && Website.isValid(text)
                ? text
                : fault(field, "website-invalid", "is not an address such as https://example.com.");
    }

    /** A day written YYYY-MM-DD, which a blank text is not: {@code date-invalid}. */
    public LocalDate date(String field, String value) {
        if (value == null) {
            return null;
        }
        LocalDate date = date(Text.trim(value));
        if (date == null) {
            fault(field, "date-invalid", "is not a date such as 2026-01-31.");
        }
        return date;
    }

    /**
     * An amount of money as text, with at least the decimals that the currency has: {@code amount-invalid}.
     *
     * @param currency in its normal form, or null if it is not known: then the amount stays as written
     */
    public String amount(String field, String value, String currency) {
        String text = trimmed(value);
        if (text == null) {
            return null;
        }
        if (!AMOUNT.matcher(text).matches()) {
            return fault(field, "amount-invalid", "is not an amount such as 12.30.");
        }
        var amount = new BigDecimal(text);
        int decimals = currency == null ? 0 : decimals(currency);
        return (amount.scale() < decimals ? amount.setScale(decimals) : amount).toPlainString();
    }

    /** An amount as {@link #amount}, with no more decimals than the currency has: {@code amount-invalid}. */
    public String exactAmount(String field, String value, String currency) {
        String amount = amount(field, value, currency);
        if (amount == null || currency == null || new BigDecimal(amount).scale() <= decimals(currency)) {
            return amount;
        }
        return fault(field, "amount-invalid", "has more decimals than " + currency + ".");
    }

    private static int decimals(String currency) {
        return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    }

    static LocalDate date(String text) {
        if (!DATE.matcher(text).matches()) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException _) {
            return null; // such as 30 February
        }
    }

    private static String trimmed(String value) {
        if (value == null) {
            return null;
        }
        String text = Normalizer.normalize(Text.trim(value), Form.NFC);
        return NameKey.isBlank(text) ? null : text;
    }

    private String fault(String field, String code, String predicate) {
        reject(field, code, prefix + field + " " + predicate);
        return null;
    }

    /** Currencies in use today. The JDK lists former ones too without marking them. */
    private static Set<String> currencies() {
        return Arrays.stream(Locale.getISOCountries())
                .map(country -> Currency.getInstance(Locale.of("", country)))
                .filter(java.util.Objects::nonNull)
                .map(Currency::getCurrencyCode)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The library's list of top-level domains is outdated and lacks those of test data and company networks. */
    private static final class AnyDomain extends EmailValidator {
        private static final Pattern DOMAIN = Pattern.compile(
                "(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?\\.)+[\\p{L}][\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}]");

        AnyDomain() {
            super(false);
        }

        @Override
        protected boolean isValidDomain(String domain) {
            return domain.length() <= 253 && DOMAIN.matcher(domain).matches();
        }
    }
}
