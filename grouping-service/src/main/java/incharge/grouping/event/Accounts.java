package incharge.grouping.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.stream.Stream;

/** The ledger accounts of a category or of customers in none; each may be null. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Accounts(String ledger, String debtorControl) {

    public static final Accounts NONE = new Accounts(null, null);

    /** Returns the numbers of those that are not null. */
    public Stream<AccountNumber> numbers() {
        return Stream.of(
                        new AccountNumber(AccountKind.LEDGER, ledger),
                        new AccountNumber(AccountKind.DEBTOR_CONTROL, debtorControl))
                .filter(account -> account.number() != null);
    }
}
