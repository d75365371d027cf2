package incharge.customer.event;

/**
 * An amount of a currency.
 *
 * @param amount a decimal number as plain text, such as {@code 12.30}
 * @param currency ISO 4217
 */
public record Money(String amount, String currency) {}
