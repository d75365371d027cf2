package incharge.grouping.event;

/** The number of an account within its kind, as a category or the settings name it. */
public record AccountNumber(AccountKind kind, String number) {}
