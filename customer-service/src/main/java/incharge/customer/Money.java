package incharge.customer;

import java.math.BigDecimal;

/**
 * An amount of a currency.
 *
 * @param amount a decimal number as plain text, such as {@code 12.30}
 * @param currency ISO 4217
 */
public record Money(String amount, String currency) {

    /** @throws NumberFormatException when the amount is no decimal number */
    static Money of(String amount, String currency) {
        return new Money(new BigDecimal(amount).toPlainString(), currency);
    }
}
