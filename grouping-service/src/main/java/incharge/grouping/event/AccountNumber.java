package incharge.grouping.event;

import incharge.http.NameKey;

/** The number of an account within its kind, as a category or the settings name it. */
public record AccountNumber(AccountKind kind, String number) {

    /** Returns what is equal for numbers that count as the same. */
    public AccountNumber key() {
        return new AccountNumber(kind, NameKey.of(number));
    }
}
