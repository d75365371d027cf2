package incharge.grouping.category;

import static incharge.grouping.decision.GroupingBoundary.DECIDER;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.Current;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.http.Origins;
import incharge.eventstore.http.ResourceAnswers;
import incharge.grouping.decision.Account;
import incharge.grouping.decision.Category;
import incharge.grouping.decision.GroupingBoundary;
import incharge.grouping.decision.GroupingCommand.ChangeCategory;
import incharge.grouping.decision.GroupingCommand.CreateCategory;
import incharge.grouping.decision.Groupings;
import incharge.grouping.event.CategoryEvent.CategoryCreated;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.GroupingsLog;
import incharge.grouping.membership.CategoryVisibility;
import incharge.grouping.membership.Effect;
import incharge.grouping.membership.Effects;
import incharge.grouping.membership.Intent;
import incharge.grouping.membership.MemberChange;
import incharge.grouping.membership.MemberOutcomes;
import incharge.grouping.membership.Members;
import incharge.grouping.membership.Membership;
import incharge.grouping.membership.MembershipChanges;
import incharge.grouping.membership.Restoration;
import incharge.grouping.membership.Restoration.Restored;
import incharge.grouping.membership.RestoredView;
import incharge.grouping.reference.ReferenceData;
import incharge.http.Area;
import incharge.http.Fields;
import incharge.http.InvalidInput;
import incharge.http.Level;
import incharge.http.ProblemException;
import incharge.http.Reason;
import incharge.http.RequiresLevel;
import incharge.visibility.CallerVisibility;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** One category over HTTP and the customers in it; lists come from reporting-service. */
@RequiresLevel(area = Area.GROUPS, level = Level.EDIT)
@RestController
@RequestMapping("/api/categories")
class CategoryController {

    private final EventStore<GroupingsEvent> store;
    private final ResourceAnswers answers;
    private final ReferenceData referenceData;
    private final MembershipChanges memberships;
    private final Effects effects;
    private final Restoration restoration;
    private final CategoryVisibility categories;

    CategoryController(
            EventStore<GroupingsEvent> store,
            ResourceAnswers answers,
            ReferenceData referenceData,
            MembershipChanges memberships,
            Effects effects,
            Restoration restoration,
            CategoryVisibility categories) {
        this.store = store;
        this.answers = answers;
        this.referenceData = referenceData;
        this.memberships = memberships;
        this.effects = effects;
        this.restoration = restoration;
        this.categories = categories;
    }

    @PostMapping
    ResponseEntity<CategoryView> create(
            @RequestBody CategoryFields body, Origins origins, CallerVisibility visibility) {
        Intent intent = intent(origins.of(body.reason()), body.preview(), body.basedOn());
        MemberChange members = body.members().ofNew();
        var fields = new Fields();
        Category category = body.category(UuidCreator.getTimeOrderedEpoch(), fields);
        if (!memberships.isRepeated(intent.origin())) {
            referenceData.checkEmployees("sellerIds", body.sellerIds(), List::of, fields);
            referenceData.checkCustomers("customerIds", members.all(), visibility, fields);
        }
        fields.check();
        Decision<Groupings, GroupingsEvent> decision = memberships.create(
                new CreateCategory(category, Account.named(category.namedAccounts())),
                Membership.ofCategory(category.id()),
                members.all(),
                intent);
        UUID id = created(decision.events());
        Current<Groupings> current = decision.current(GroupingBoundary.category(id));
        if (intent.isPreview()) {
            return answers.ok(decision, view(null, find(id, current), decision, intent, visibility));
        }
        return answers.created(
                "/api/categories/" + id, current, state -> view(id, find(id, state), decision, intent, visibility));
    }

    private static UUID created(List<GroupingsEvent> events) {
        return events.stream()
                .filter(CategoryCreated.class::isInstance)
                .map(event -> ((CategoryCreated) event).categoryId())
                .findFirst()
                .orElseThrow();
    }

    @RequiresLevel(area = Area.GROUPS)
    @GetMapping("/{id}")
    ResponseEntity<CategoryView> get(@PathVariable UUID id, CallerVisibility visibility) {
        requireVisible(id, visibility);
        return answers.ok(stored(id), current -> CategoryView.of(find(id, current)));
    }

    @PutMapping("/{id}")
    ResponseEntity<CategoryView> replace(
            @PathVariable UUID id, @RequestBody CategoryFields body, Origins origins, CallerVisibility visibility) {
        requireVisible(id, visibility);
        Intent intent =
                intent(origins.changing(GroupingsLog.category(id), body.reason()), body.preview(), body.basedOn());
        MemberChange members = body.members();
        Membership membership = Membership.ofCategory(id);
        var fields = new Fields();
        Category category = body.category(id, fields);
        if (!memberships.isRepeated(intent.origin())) {
            referenceData.checkEmployees(
                    "sellerIds", body.sellerIds(), () -> find(id, stored(id)).sellerIds(), fields);
            referenceData.checkCustomers("customerIds", members.all(), visibility, fields);
            referenceData.checkCustomers("addCustomerIds", members.add(), visibility, fields);
        }
        memberships.check(fields, membership);
        List<Account> accounts = Account.named(category.namedAccounts());
        Decision<Groupings, GroupingsEvent> decision = memberships.replace(
                membersChange -> new ChangeCategory(category, accounts, membersChange),
                membership,
                members,
                intent,
                visibility);
        Current<Groupings> current = decision.current(GroupingBoundary.category(id));
        return intent.isPreview()
                ? answers.ok(decision, view(id, find(id, current), decision, intent, visibility))
                : answers.ok(current, state -> view(id, find(id, state), decision, intent, visibility));
    }

    /** Moves its customers to the category {@code to}. Without one they become uncategorised by the same event. */
    @DeleteMapping("/{id}")
    ResponseEntity<Effect> delete(
            @PathVariable UUID id,
            @RequestParam(required = false) UUID to,
            @RequestParam(required = false) Boolean preview,
            @RequestParam(required = false) String basedOn,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility visibility) {
        requireVisible(id, visibility);
        if (to != null && categories.isHidden(to, visibility)) {
            throw InvalidInput.value("to", "category-unknown", "There is no category " + to + ".");
        }
        Intent intent = intent(origins.changing(GroupingsLog.category(id), Reason.of(reason)), preview, basedOn);
        Membership membership = Membership.ofCategory(id);
        Decision<Groupings, GroupingsEvent> decision = memberships.delete(membership, to, intent);
        return answers.ok(decision, effects.ofDeletion(decision, membership, intent, visibility));
    }

    /** Undoes a deletion: the same id and fields, and those of its customers that nobody moved since. */
    @PostMapping("/{id}/restore")
    ResponseEntity<RestoredView<CategoryView>> restore(
            @PathVariable UUID id,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility visibility) {
        requireVisible(id, visibility);
        Intent intent = memberships.intent(origins.changing(GroupingsLog.category(id), Reason.of(reason)), false);
        Restored restored = restoration.category(id, intent.origin());
        Decision<Groupings, GroupingsEvent> decision = restored.decision();
        return answers.ok(
                decision.current(GroupingBoundary.category(id)),
                state -> effects.restored(
                        CategoryView.of(
                                id,
                                find(id, state),
                                effects.movedByRestoration(decision, intent, visibility),
                                effects.ofRestoration(decision, intent, visibility)),
                        restored,
                        visibility));
    }

    @PostMapping("/{id}/customers")
    ResponseEntity<MemberOutcomes> changeMembers(
            @PathVariable UUID id, @RequestBody Members body, Origins origins, CallerVisibility visibility) {
        requireVisible(id, visibility);
        Intent intent =
                intent(origins.changing(GroupingsLog.category(id), body.reason()), body.preview(), body.basedOn());
        Decision<Groupings, GroupingsEvent> decision =
                memberships.change(Membership.ofCategory(id), body, intent, visibility);
        return answers.ok(decision, effects.outcomes(body, decision, intent, visibility));
    }

    private Intent intent(Origin origin, Boolean preview, String basedOn) {
        return memberships.intent(origin.withBasedOn(answers.basedOn(basedOn)), preview);
    }

    private void requireVisible(UUID id, CallerVisibility visibility) {
        if (categories.isHidden(id, visibility)) {
            throw ProblemException.notFound();
        }
    }

    private Current<Groupings> stored(UUID id) {
        return store.current(DECIDER, GroupingBoundary.category(id));
    }

    private CategoryView view(
            UUID id,
            Category category,
            Decision<Groupings, GroupingsEvent> decision,
            Intent intent,
            CallerVisibility visibility) {
        return CategoryView.of(
                id, category, effects.moved(decision, intent, visibility), effects.of(decision, intent, visibility));
    }

    private static Category find(UUID id, Current<Groupings> current) {
        return current.state().categories().find(id).orElseThrow(ProblemException::notFound);
    }
}
