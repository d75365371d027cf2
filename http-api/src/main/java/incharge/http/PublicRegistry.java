package incharge.http;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The public registries of companies: which of them has the company with a VAT number, and under which id. */
public enum PublicRegistry {
    FINLAND("FI", "fi-prh", "(?:FI)?(?<digits>[0-9]{8})", 7, 9, 10, 5, 8, 4, 2) {
        @Override
        String written(String digits) {
            return digits.substring(0, 7) + '-' + digits.charAt(7);
        }
    },
    NORWAY("NO", "no-brreg", "(?:NO)?(?<digits>[0-9]{9})(?:MVA)?", 3, 2, 7, 6, 5, 4, 3, 2) {
        @Override
        String written(String digits) {
            return digits;
        }
    };

    private final String country;
    private final String label;
    private final Pattern vatNumber;
    private final int[] weights;

    PublicRegistry(String country, String label, String vatNumber, int... weights) {
        this.country = country;
        this.label = label;
        this.vatNumber = Pattern.compile(vatNumber);
        this.weights = weights;
    }

    /** Returns the id as the registry writes it. */
    abstract String written(String digits);

    /** Returns the name of the registry for clients. */
    public String label() {
        return label;
    }

    /**
     * Finds the registry of a customer's country: the one that the VAT number itself names, else the customer's.
     *
     * @param vatNumber in its normal form
     * @param country the customer's in its normal form, or null
     */
    static Optional<PublicRegistry> of(String vatNumber, String country) {
        String own = VatNumber.ownCountry(vatNumber).orElse(country);
        return Arrays.stream(values())
                .filter(registry -> registry.country.equals(own))
                .findFirst();
    }

    /** Returns the id of the company in the registry, empty if the VAT number's form or check digit is wrong. */
    Optional<String> id(String vatNumberOfCompany) {
        Matcher parts = vatNumber.matcher(vatNumberOfCompany);
        return parts.matches() && isRight(parts.group("digits"))
                ? Optional.of(written(parts.group("digits")))
                : Optional.empty();
    }

    /** Returns whether the last digit is the check digit, modulo 11, of those before it. */
    boolean isRight(String digits) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (digits.charAt(i) - '0');
        }
        int check = (11 - sum % 11) % 11; // 10 is never issued
        return check == digits.charAt(weights.length) - '0';
    }
}
