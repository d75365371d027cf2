package incharge.grouping.event;

/** The ledger accounts of a category; each may be null. */
public record Accounts(String ledger, String debtorControl) {}
