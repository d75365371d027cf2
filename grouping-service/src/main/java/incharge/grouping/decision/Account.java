package incharge.grouping.decision;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.Refused;
import incharge.grouping.decision.GroupingCommand.AccountCommand;
import incharge.grouping.decision.GroupingCommand.AddAccount;
import incharge.grouping.decision.GroupingCommand.DeleteAccount;
import incharge.grouping.decision.GroupingCommand.RenameAccount;
import incharge.grouping.event.AccountEvent;
import incharge.grouping.event.AccountEvent.AccountAdded;
import incharge.grouping.event.AccountEvent.AccountDeleted;
import incharge.grouping.event.AccountEvent.AccountRenamed;
import incharge.grouping.event.AccountKind;
import incharge.grouping.event.AccountNumber;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** An account of the catalogue. Its number is unique within its kind. */
public record Account(UUID id, AccountKind kind, String number, String name) {

    static Account of(AccountEvent event) {
        return new Account(event.accountId(), event.kind(), event.number(), event.name());
    }

    /** Makes an account that a category or the settings name; it is called by its number. */
    static Account numbered(UUID id, AccountNumber number) {
        return new Account(id, number.kind(), number.number(), number.number());
    }

    /** Makes new accounts of the numbers that a category or the settings name, each as it is written first. */
    public static List<Account> named(Stream<AccountNumber> numbers) {
        Map<AccountNumber, AccountNumber> distinct = new LinkedHashMap<>();
        numbers.forEach(number -> distinct.putIfAbsent(number.key(), number));
        return distinct.values().stream()
                .map(number -> numbered(UuidCreator.getTimeOrderedEpoch(), number))
                .toList();
    }

    static List<AccountEvent> decide(AccountCommand command, Groupings groupings) {
        Workspace workspace = groupings.workspace();
        return switch (command) {
            case AddAccount(var account) -> {
                if (workspace.holds(account)) {
                    throw Refused.conflict(
                            "account-number-taken", "number", "The number " + account.number + " is taken.");
                }
                yield List.of(account.added());
            }
            case RenameAccount(var id, var name) -> {
                Account before = workspace.account(id);
                yield before.name.equals(name)
                        ? List.of()
                        : List.of(new AccountRenamed(id, before.kind, before.number, name));
            }
            case DeleteAccount(var id) -> {
                Account existing = workspace.account(id);
                if (existing.isNamed(groupings)) {
                    throw Refused.conflict(
                            "in-use", null, "A category or the settings name the account " + existing.number + ".");
                }
                yield List.of(new AccountDeleted(existing.id, existing.kind, existing.number, existing.name));
            }
        };
    }

    private boolean isNamed(Groupings groupings) {
        return groupings.workspace().settings().namedAccounts().anyMatch(this::isNumbered)
                || groupings.categories().byId().values().stream()
                        .flatMap(Category::namedAccounts)
                        .anyMatch(this::isNumbered);
    }

    AccountNumber numbered() {
        return new AccountNumber(kind, number);
    }

    boolean isNumbered(AccountNumber other) {
        return kind == other.kind() && numbered().key().equals(other.key());
    }

    AccountAdded added() {
        return new AccountAdded(id, kind, number, name);
    }
}
