package incharge.grouping.decision;

import incharge.eventstore.decider.Refused;
import incharge.grouping.decision.GroupingCommand.BeginWorkspace;
import incharge.grouping.decision.GroupingCommand.ChangeSettings;
import incharge.grouping.event.AccountEvent.AccountAdded;
import incharge.grouping.event.AccountNumber;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.Settings;
import incharge.grouping.event.Settings.DefaultCategories;
import incharge.grouping.event.SettingsEvent.SettingsChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.pcollections.PMap;

/**
 * The settings of the workspace and its accounts, as far as they lie within the boundary of a decision.
 *
 * @param id null before the settings were changed for the first time
 */
public record Workspace(UUID id, Settings settings, PMap<UUID, Account> accounts) {

    /** Returns 404 if there is none with this id. */
    Account account(UUID accountId) {
        return find(accountId)
                .orElseThrow(() -> Refused.unknown("account-unknown", null, "There is no account " + accountId + "."));
    }

    public Optional<Account> find(UUID accountId) {
        return Optional.ofNullable(accounts.get(accountId));
    }

    /** Returns whether the number of the account is taken in its kind. */
    boolean holds(Account account) {
        return accounts.values().stream().anyMatch(other -> other.isNumbered(account.numbered()));
    }

    /** Returns the additions of those accounts whose number is not in the catalogue yet. */
    List<AccountAdded> additions(List<Account> named) {
        Set<AccountNumber> held = accounts.values().stream()
                .map(account -> account.numbered().key())
                .collect(Collectors.toSet());
        return named.stream()
                .filter(account -> !held.contains(account.numbered().key()))
                .map(Account::added)
                .toList();
    }

    static List<GroupingsEvent> decide(ChangeSettings command, Groupings groupings) {
        Workspace workspace = groupings.workspace();
        Settings before = workspace.settings;
        Settings after = command.change().apply(before);
        requireExisting(before.categories(), after.categories(), groupings.categories());
        if (after.categoryRequired()
                && !before.categoryRequired()
                && command.uncategorised() != null
                && command.uncategorised() > 0) {
            throw Refused.rule(
                    "customers-uncategorised",
                    "categoryRequired",
                    command.uncategorised() + " customers are in no category.");
        }
        if (after.equals(before)) {
            return List.of();
        }
        List<GroupingsEvent> events = new ArrayList<>(workspace.additions(command.accounts()));
        events.add(new SettingsChanged(workspace.id == null ? command.workspaceId() : workspace.id, after));
        return events;
    }

    private static void requireExisting(
            DefaultCategories before, DefaultCategories after, GroupingRegistry<Category> categories) {
        requireExisting("domestic", before.domestic(), after.domestic(), categories);
        requireExisting("european", before.european(), after.european(), categories);
        requireExisting("overseas", before.overseas(), after.overseas(), categories);
    }

    private static void requireExisting(String place, UUID before, UUID after, GroupingRegistry<Category> categories) {
        if (after != null && !after.equals(before) && categories.find(after).isEmpty()) {
            throw Refused.rule("category-unknown", "defaultCategories." + place, "There is no category " + after + ".");
        }
    }

    /** Begins a workspace whose log is empty; any other one stays as it is. */
    static List<GroupingsEvent> begin(BeginWorkspace command, Groupings groupings) {
        if (!groupings.equals(Groupings.NONE)) {
            return List.of();
        }
        List<GroupingsEvent> events = new ArrayList<>();
        command.accounts().forEach(account -> events.add(account.added()));
        command.categories().forEach(category -> events.add(category.created()));
        events.add(new SettingsChanged(command.workspaceId(), command.settings()));
        return events;
    }

    Workspace with(SettingsChanged event) {
        return new Workspace(event.workspaceId(), event.settings(), accounts);
    }

    Workspace with(Account account) {
        return new Workspace(id, settings, accounts.plus(account.id(), account));
    }

    Workspace without(UUID accountId) {
        return new Workspace(id, settings, accounts.minus(accountId));
    }
}
