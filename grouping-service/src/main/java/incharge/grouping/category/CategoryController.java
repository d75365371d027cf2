package incharge.grouping.category;

import static incharge.grouping.decision.GroupingBoundary.DECIDER;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.Current;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.http.Origins;
import incharge.eventstore.http.ResourceAnswers;
import incharge.grouping.decision.Category;
import incharge.grouping.decision.GroupingBoundary;
import incharge.grouping.decision.GroupingCommand.ChangeCategory;
import incharge.grouping.decision.GroupingCommand.CreateCategory;
import incharge.grouping.decision.GroupingCommand.DeleteCategory;
import incharge.grouping.decision.Groupings;
import incharge.grouping.event.CategoryEvent.CategoryCreated;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.GroupingsLog;
import incharge.grouping.membership.MemberOutcomes;
import incharge.grouping.membership.MemberOutcomes.MemberOutcome;
import incharge.grouping.membership.Members;
import incharge.grouping.membership.Membership;
import incharge.grouping.membership.MembershipChanges;
import incharge.grouping.reference.ReferenceData;
import incharge.http.Area;
import incharge.http.Fields;
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

    CategoryController(
            EventStore<GroupingsEvent> store,
            ResourceAnswers answers,
            ReferenceData referenceData,
            MembershipChanges memberships) {
        this.store = store;
        this.answers = answers;
        this.referenceData = referenceData;
        this.memberships = memberships;
    }

    @PostMapping
    ResponseEntity<CategoryView> create(
            @RequestBody CategoryFields body, Origins origins, CallerVisibility visibility) {
        Origin origin = origins.of(body.reason());
        var fields = new Fields();
        Category category = body.category(UuidCreator.getTimeOrderedEpoch(), fields);
        if (!memberships.isRepeated(origin)) {
            referenceData.checkEmployees("sellerIds", body.sellerIds(), List::of, fields);
            referenceData.checkCustomers("customerIds", body.customerIds(), visibility, fields);
        }
        fields.check();
        Decision<Groupings, GroupingsEvent> decision = memberships.create(
                new CreateCategory(category), Membership.ofCategory(category.id()), body.customerIds(), origin);
        UUID id = ((CategoryCreated) decision.events().getFirst()).categoryId();
        return answers.created(
                "/api/categories/" + id,
                decision.current(GroupingBoundary.category(id)),
                current -> view(id, current, memberships.moved(decision)));
    }

    @RequiresLevel(area = Area.GROUPS)
    @GetMapping("/{id}")
    ResponseEntity<CategoryView> get(@PathVariable UUID id) {
        return answers.ok(stored(id), current -> view(id, current, null));
    }

    @PutMapping("/{id}")
    ResponseEntity<CategoryView> replace(
            @PathVariable UUID id, @RequestBody CategoryFields body, Origins origins, CallerVisibility visibility) {
        Origin origin = origins.changing(GroupingsLog.category(id), body.reason());
        Membership membership = Membership.ofCategory(id);
        var fields = new Fields();
        Category category = body.category(id, fields);
        if (!memberships.isRepeated(origin)) {
            referenceData.checkEmployees(
                    "sellerIds", body.sellerIds(), () -> find(id, stored(id)).sellerIds(), fields);
            referenceData.checkCustomers("customerIds", body.customerIds(), visibility, fields);
        }
        memberships.check(fields, membership);
        Decision<Groupings, GroupingsEvent> decision = memberships.replace(
                membersChange -> new ChangeCategory(category, membersChange),
                membership,
                body.customerIds(),
                origin,
                visibility);
        return answers.ok(
                decision.current(GroupingBoundary.category(id)),
                current -> view(id, current, memberships.moved(decision)));
    }

    /** The customers in it become uncategorised by the same event. */
    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable UUID id, @RequestBody(required = false) Reason reason, Origins origins) {
        Origin origin = origins.changing(GroupingsLog.category(id), Reason.of(reason));
        return answers.noContent(store.decide(DECIDER, new DeleteCategory(id), origin));
    }

    @PostMapping("/{id}/customers")
    ResponseEntity<MemberOutcomes> changeMembers(
            @PathVariable UUID id, @RequestBody Members body, Origins origins, CallerVisibility visibility) {
        Origin origin = origins.changing(GroupingsLog.category(id), body.reason());
        Decision<Groupings, GroupingsEvent> decision =
                memberships.change(Membership.ofCategory(id), body, origin, visibility);
        return answers.ok(decision, memberships.outcomes(body, decision));
    }

    private Current<Groupings> stored(UUID id) {
        return store.current(DECIDER, GroupingBoundary.category(id));
    }

    private static CategoryView view(UUID id, Current<Groupings> current, List<MemberOutcome> changes) {
        return CategoryView.of(find(id, current), changes);
    }

    private static Category find(UUID id, Current<Groupings> current) {
        return current.state().categories().find(id).orElseThrow(ProblemException::notFound);
    }
}
