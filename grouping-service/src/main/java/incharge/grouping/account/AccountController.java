package incharge.grouping.account;

import static incharge.grouping.decision.GroupingBoundary.DECIDER;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.Current;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.http.Origins;
import incharge.eventstore.http.ResourceAnswers;
import incharge.grouping.decision.Account;
import incharge.grouping.decision.GroupingBoundary;
import incharge.grouping.decision.GroupingCommand.AddAccount;
import incharge.grouping.decision.GroupingCommand.DeleteAccount;
import incharge.grouping.decision.GroupingCommand.RenameAccount;
import incharge.grouping.decision.Groupings;
import incharge.grouping.event.AccountEvent.AccountAdded;
import incharge.grouping.event.AccountKind;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.GroupingsLog;
import incharge.http.Area;
import incharge.http.EventPositions;
import incharge.http.Fields;
import incharge.http.Level;
import incharge.http.NameKey;
import incharge.http.Page;
import incharge.http.Paging;
import incharge.http.Patch;
import incharge.http.ProblemException;
import incharge.http.Reason;
import incharge.http.RequiresLevel;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The accounts and accounting targets that categories and settings may name. */
@RequiresLevel(area = Area.GROUPS, level = Level.EDIT)
@RestController
@RequestMapping("/api/accounts")
class AccountController {

    /** {@code kind} and {@code number} of an account never change. */
    record AccountFields(AccountKind kind, String number, String name, String reason) {}

    private final EventStore<GroupingsEvent> store;
    private final ResourceAnswers answers;

    AccountController(EventStore<GroupingsEvent> store, ResourceAnswers answers) {
        this.store = store;
        this.answers = answers;
    }

    @RequiresLevel(area = Area.GROUPS)
    @GetMapping
    ResponseEntity<Page<Account>> list(
            @RequestParam(required = false) List<AccountKind> kind,
            @RequestParam(required = false) String q,
            Paging paging) {
        Current<Groupings> current = store.current(DECIDER, GroupingBoundary.definitions());
        List<Account> accounts = current.state().workspace().accounts().values().stream()
                .filter(account -> kind == null || kind.contains(account.kind()))
                .filter(account -> q == null || isFound(account, q))
                .sorted(Comparator.comparing(Account::kind)
                        .thenComparing(account -> NameKey.of(account.number()))
                        .thenComparing(Account::id))
                .toList();
        return ResponseEntity.ok()
                .headers(EventPositions.at(answers.source(), current.head()))
                .body(paging.cut(accounts, account -> account.id().toString()));
    }

    /** Returns whether each word is in the number or the name. */
    private static boolean isFound(Account account, String q) {
        String text = NameKey.of(account.number() + ' ' + account.name());
        return Stream.of(q.strip().split("\\s+")).map(NameKey::of).allMatch(text::contains);
    }

    @PostMapping
    ResponseEntity<Account> add(@RequestBody AccountFields body, Origins origins) {
        Origin origin = origins.of(body.reason());
        var fields = new Fields();
        var account = new Account(
                UuidCreator.getTimeOrderedEpoch(),
                fields.required("kind", body.kind()),
                fields.name("number", body.number()),
                fields.name("name", body.name()));
        fields.check();
        Decision<Groupings, GroupingsEvent> decision = store.decide(DECIDER, new AddAccount(account), origin);
        UUID id = ((AccountAdded) decision.events().getFirst()).accountId();
        return answers.created(
                "/api/accounts/" + id,
                decision.current(GroupingBoundary.account(id)),
                current -> find(id, current.state()));
    }

    @RequiresLevel(area = Area.GROUPS)
    @GetMapping("/{id}")
    ResponseEntity<Account> get(@PathVariable UUID id) {
        return answers.ok(stored(id), current -> find(id, current.state()));
    }

    @PatchMapping("/{id}")
    ResponseEntity<Account> rename(@PathVariable UUID id, @RequestBody Patch<AccountFields> patch, Origins origins) {
        AccountFields changes = patch.changes();
        Origin origin = origins.changing(GroupingsLog.account(id), changes.reason());
        var fields = new Fields();
        String given = patch.has("name") ? fields.name("name", changes.name()) : null;
        Account before = find(id, stored(id).state());
        if (patch.has("kind") && changes.kind() != before.kind()) {
            fields.reject("kind", "kind-fixed", "The kind of an account stays.");
        }
        if (patch.has("number") && !before.number().equals(changes.number())) {
            fields.reject("number", "number-fixed", "The number of an account stays.");
        }
        Decision<Groupings, GroupingsEvent> decision = store.decide(
                DECIDER.guarded((_, groupings) -> {
                    find(id, groupings);
                    fields.check();
                }),
                new RenameAccount(id, given == null ? before.name() : given),
                origin);
        return answers.ok(decision.current(GroupingBoundary.account(id)), current -> find(id, current.state()));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable UUID id, @RequestBody(required = false) Reason reason, Origins origins) {
        Origin origin = origins.changing(GroupingsLog.account(id), Reason.of(reason));
        return answers.noContent(store.decide(DECIDER, new DeleteAccount(id), origin));
    }

    private Current<Groupings> stored(UUID id) {
        return store.current(DECIDER, GroupingBoundary.account(id));
    }

    private static Account find(UUID id, Groupings groupings) {
        return groupings.workspace().find(id).orElseThrow(ProblemException::notFound);
    }
}
