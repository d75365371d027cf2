package incharge.grouping;

import static incharge.grouping.GroupingBoundary.DECIDER;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.Current;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.http.Origins;
import incharge.grouping.Category.Accounts;
import incharge.grouping.Category.Profile;
import incharge.grouping.GroupingCommand.ChangeCategory;
import incharge.grouping.GroupingCommand.CreateCategory;
import incharge.grouping.GroupingCommand.DeleteCategory;
import incharge.grouping.GroupingEvent.CategoryCreated;
import incharge.grouping.MembershipChanges.Grouping;
import incharge.grouping.MembershipChanges.Members;
import incharge.http.Area;
import incharge.http.ETags;
import incharge.http.EventPositions;
import incharge.http.Fields;
import incharge.http.Level;
import incharge.http.ProblemException;
import incharge.http.Reason;
import incharge.http.RequiresLevel;
import incharge.visibility.CallerVisibility;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One category over HTTP and who is in it; lists come from reporting-service. */
@RequiresLevel(area = Area.GROUPS, level = Level.EDIT)
@RestController
@RequestMapping("/api/categories")
class CategoryController {

    private static final BigInteger MAX_NUMBERING_START = BigInteger.valueOf(999_999_999);

    /**
     * A category as a client writes it; {@code sellerIds} and {@code customerIds} null leave these as they are.
     *
     * @param numberingStart of any size, so that one out of range is refused as such and not as no number at all
     */
    record CategoryFields(
            String name,
            BigInteger numberingStart,
            Accounts accounts,
            List<String> accountingTargets,
            List<UUID> sellerIds,
            List<UUID> customerIds,
            String reason) {

        Profile profile(Fields fields) {
            if (numberingStart != null
                    && (numberingStart.signum() < 0 || numberingStart.compareTo(MAX_NUMBERING_START) > 0)) {
                fields.reject(
                        "numberingStart", "out-of-range", "A series starts between 0 and " + MAX_NUMBERING_START + ".");
            }
            return new Profile(
                    fields.name("name", name),
                    numberingStart == null ? null : numberingStart.intValue(),
                    accounts == null ? null : accounts(fields.in("accounts.")),
                    accountingTargets == null || accountingTargets.isEmpty() ? null : targets(fields),
                    sellerIds == null
                            ? List.of()
                            : sellerIds.stream().distinct().toList());
        }

        private Accounts accounts(Fields fields) {
            String ledger = fields.text("ledger", accounts.ledger(), Fields.NAME);
            String debtorControl = fields.text("debtorControl", accounts.debtorControl(), Fields.NAME);
            return ledger == null && debtorControl == null ? null : new Accounts(ledger, debtorControl);
        }

        private List<String> targets(Fields fields) {
            List<String> targets = new ArrayList<>();
            for (int i = 0; i < accountingTargets.size(); i++) {
                targets.add(fields.name("accountingTargets[" + i + "]", accountingTargets.get(i)));
            }
            return targets;
        }
    }

    /** {@code changes} tells who was moved here out of which category, in the answer to the command that did it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CategoryView(
            UUID id,
            String name,
            Integer numberingStart,
            Accounts accounts,
            List<String> accountingTargets,
            List<UUID> sellerIds,
            List<MembershipChanges.Answer.Change> changes) {}

    private final EventStore<GroupingEvent> store;
    private final Known known;
    private final MembershipChanges memberships;

    CategoryController(EventStore<GroupingEvent> store, Known known, MembershipChanges memberships) {
        this.store = store;
        this.known = known;
        this.memberships = memberships;
    }

    @PostMapping
    ResponseEntity<CategoryView> create(@RequestBody CategoryFields body, Origins origins, CallerVisibility sight) {
        Origin origin = origins.of(body.reason());
        Profile profile = checked(body, List.of(), origin, sight);
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Decision<GroupingEvent> decided = memberships.decide(
                _ -> new CreateCategory(id, profile), Grouping.category(id), body.customerIds(), origin, sight);
        UUID created = ((CategoryCreated) decided.events().getFirst()).categoryId();
        return answer(ResponseEntity.created(URI.create("/api/categories/" + created)), created, decided);
    }

    @RequiresLevel(area = Area.GROUPS)
    @GetMapping("/{id}")
    ResponseEntity<CategoryView> get(@PathVariable UUID id) {
        Current<Groupings> current = store.current(DECIDER, GroupingBoundary.categoryItself(id));
        return ResponseEntity.ok()
                .headers(EventPositions.at(MembershipChanges.SOURCE, current.head()))
                .eTag(ETags.of(current.position()))
                .body(view(id, current, null));
    }

    @PutMapping("/{id}")
    ResponseEntity<CategoryView> replace(
            @PathVariable UUID id, @RequestBody CategoryFields body, Origins origins, CallerVisibility sight) {
        Origin origin = origins.changing(GroupingBoundary.category(id), body.reason());
        Category before = find(id, store.current(DECIDER, GroupingBoundary.categoryItself(id)));
        Profile profile = checked(body, before.profile().sellerIds(), origin, sight);
        UnaryOperator<Profile> change = body.sellerIds() != null
                ? _ -> profile
                : then -> new Profile(
                        profile.name(),
                        profile.numberingStart(),
                        profile.accounts(),
                        profile.accountingTargets(),
                        then.sellerIds());
        return answer(
                ResponseEntity.ok(),
                id,
                memberships.decide(
                        othersInIt -> new ChangeCategory(id, profile.name(), change, othersInIt),
                        Grouping.category(id),
                        body.customerIds(),
                        origin,
                        sight));
    }

    private Profile checked(CategoryFields body, List<UUID> sellersBefore, Origin origin, CallerVisibility sight) {
        Fields fields = new Fields();
        Profile profile = body.profile(fields);
        if (!memberships.repeats(origin)) {
            known.checkEmployees("sellerIds", body.sellerIds(), sellersBefore, fields);
            known.checkCustomers("customerIds", body.customerIds(), sight, fields);
        }
        fields.check();
        return profile;
    }

    private ResponseEntity<CategoryView> answer(
            ResponseEntity.BodyBuilder answer, UUID id, Decision<GroupingEvent> decided) {
        Current<Groupings> current = store.currentAt(DECIDER, GroupingBoundary.categoryItself(id), decided.position());
        return answer.headers(EventPositions.at(MembershipChanges.SOURCE, decided.position()))
                .eTag(ETags.of(current.position()))
                .body(view(id, current, memberships.moved(decided)));
    }

    /** Its customers become uncategorised by the same event. */
    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable UUID id, @RequestBody(required = false) Reason reason, Origins origins) {
        Origin origin = origins.changing(GroupingBoundary.category(id), Reason.of(reason));
        Decision<GroupingEvent> decided = store.decide(DECIDER, new DeleteCategory(id), origin);
        return ResponseEntity.noContent()
                .headers(EventPositions.at(MembershipChanges.SOURCE, decided.position()))
                .build();
    }

    @PostMapping("/{id}/customers")
    ResponseEntity<MembershipChanges.Answer> members(
            @PathVariable UUID id, @RequestBody Members body, Origins origins, CallerVisibility sight) {
        Origin origin = origins.changing(GroupingBoundary.category(id), body.reason());
        find(id, store.current(DECIDER, GroupingBoundary.categoryItself(id)));
        MembershipChanges.Done done = memberships.change(Grouping.category(id), body, origin, sight);
        return ResponseEntity.ok()
                .headers(EventPositions.at(MembershipChanges.SOURCE, done.position()))
                .body(done.answer());
    }

    private static Category find(UUID id, Current<Groupings> current) {
        Category category = current.state().categories().get(id);
        if (category == null) {
            throw ProblemException.notFound();
        }
        return category;
    }

    private static CategoryView view(UUID id, Current<Groupings> current, List<MembershipChanges.Answer.Change> moved) {
        Profile profile = find(id, current).profile();
        return new CategoryView(
                id,
                profile.name(),
                profile.numberingStart(),
                profile.accounts(),
                profile.accountingTargets(),
                profile.sellerIds(),
                moved);
    }
}
