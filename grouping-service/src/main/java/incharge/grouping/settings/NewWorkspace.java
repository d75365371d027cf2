package incharge.grouping.settings;

import static incharge.grouping.decision.GroupingBoundary.DECIDER;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.CommandSource;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.grouping.decision.Account;
import incharge.grouping.decision.Category;
import incharge.grouping.decision.GroupingCommand.BeginWorkspace;
import incharge.grouping.event.AccountKind;
import incharge.grouping.event.Accounts;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.Settings;
import incharge.grouping.event.Settings.DefaultCategories;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a workspace begins with: a category for each region on a ledger account of its own, one debtor control account,
 * and these categories as default ones.
 */
public final class NewWorkspace {

    private static final String ACTOR = "system";
    private static final String DEBTOR_CONTROL = "1100";

    private final EventStore<GroupingsEvent> store;

    public NewWorkspace(EventStore<GroupingsEvent> store) {
        this.store = store;
    }

    /**
     * Begins the workspace if its log is empty. Of several processes that start at the same time one does, since the
     * decision rests on all events.
     */
    public void begin() {
        if (store.log().head() > 0) {
            return;
        }
        Category domestic = category("Domestic", "4300");
        Category european = category("European Union", "4310");
        Category overseas = category("Overseas", "4320");
        List<Category> categories = List.of(domestic, european, overseas);
        store.decide(
                DECIDER,
                new BeginWorkspace(
                        UuidCreator.getTimeOrderedEpoch(),
                        accounts(categories),
                        categories,
                        Settings.INITIAL.withDefaultCategories(
                                new DefaultCategories(domestic.id(), european.id(), overseas.id()))),
                Origin.of(ACTOR, UuidCreator.getTimeOrderedEpoch()).withSource(CommandSource.API));
    }

    private static Category category(String name, String ledger) {
        return new Category(
                UuidCreator.getTimeOrderedEpoch(), name, null, new Accounts(ledger, DEBTOR_CONTROL), null, List.of());
    }

    private static List<Account> accounts(List<Category> categories) {
        return Stream.concat(
                        categories.stream()
                                .map(category -> account(
                                        AccountKind.LEDGER, category.accounts().ledger(), category.name())),
                        Stream.of(account(AccountKind.DEBTOR_CONTROL, DEBTOR_CONTROL, "Debtors")))
                .toList();
    }

    private static Account account(AccountKind kind, String number, String name) {
        return new Account(UuidCreator.getTimeOrderedEpoch(), kind, number, name);
    }
}
