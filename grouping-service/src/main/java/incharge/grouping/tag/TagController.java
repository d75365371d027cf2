package incharge.grouping.tag;

import static incharge.grouping.decision.GroupingBoundary.DECIDER;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.Current;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.http.Origins;
import incharge.eventstore.http.ResourceAnswers;
import incharge.grouping.decision.GroupingBoundary;
import incharge.grouping.decision.GroupingCommand.ChangeTag;
import incharge.grouping.decision.GroupingCommand.CreateTag;
import incharge.grouping.decision.GroupingCommand.DeleteTag;
import incharge.grouping.decision.Groupings;
import incharge.grouping.decision.Tag;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.GroupingsLog;
import incharge.grouping.event.TagEvent.TagCreated;
import incharge.grouping.membership.MemberOutcomes;
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

/** One tag over HTTP and the customers that have it; lists come from reporting-service. */
@RequiresLevel(area = Area.GROUPS, level = Level.EDIT)
@RestController
@RequestMapping("/api/tags")
class TagController {

    private final EventStore<GroupingsEvent> store;
    private final ResourceAnswers answers;
    private final ReferenceData referenceData;
    private final MembershipChanges memberships;

    TagController(
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
    ResponseEntity<TagView> create(@RequestBody TagFields body, Origins origins, CallerVisibility visibility) {
        Origin origin = origins.of(body.reason());
        var fields = new Fields();
        Tag tag = body.tag(UuidCreator.getTimeOrderedEpoch(), fields);
        if (!memberships.isRepeated(origin)) {
            referenceData.checkCustomers("customerIds", body.customerIds(), visibility, fields);
        }
        fields.check();
        Decision<Groupings, GroupingsEvent> decision =
                memberships.create(new CreateTag(tag), Membership.ofTag(tag.id()), body.customerIds(), origin);
        UUID id = ((TagCreated) decision.events().getFirst()).tagId();
        return answers.created(
                "/api/tags/" + id, decision.current(GroupingBoundary.tag(id)), current -> view(id, current));
    }

    @RequiresLevel(area = Area.GROUPS)
    @GetMapping("/{id}")
    ResponseEntity<TagView> get(@PathVariable UUID id) {
        return answers.ok(store.current(DECIDER, GroupingBoundary.tag(id)), current -> view(id, current));
    }

    @PutMapping("/{id}")
    ResponseEntity<TagView> replace(
            @PathVariable UUID id, @RequestBody TagFields body, Origins origins, CallerVisibility visibility) {
        Origin origin = origins.changing(GroupingsLog.tag(id), body.reason());
        Membership membership = Membership.ofTag(id);
        var fields = new Fields();
        Tag tag = body.tag(id, fields);
        if (!memberships.isRepeated(origin)) {
            referenceData.checkCustomers("customerIds", body.customerIds(), visibility, fields);
        }
        memberships.check(fields, membership);
        Decision<Groupings, GroupingsEvent> decision = memberships.replace(
                membersChange -> new ChangeTag(tag, membersChange), membership, body.customerIds(), origin, visibility);
        return answers.ok(decision.current(GroupingBoundary.tag(id)), current -> view(id, current));
    }

    /** The customers that have it lose it by the same event. */
    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable UUID id, @RequestBody(required = false) Reason reason, Origins origins) {
        Origin origin = origins.changing(GroupingsLog.tag(id), Reason.of(reason));
        return answers.noContent(store.decide(DECIDER, new DeleteTag(id), origin));
    }

    @PostMapping("/{id}/customers")
    ResponseEntity<MemberOutcomes> changeMembers(
            @PathVariable UUID id, @RequestBody Members body, Origins origins, CallerVisibility visibility) {
        Origin origin = origins.changing(GroupingsLog.tag(id), body.reason());
        Decision<Groupings, GroupingsEvent> decision =
                memberships.change(Membership.ofTag(id), body, origin, visibility);
        return answers.ok(decision, memberships.outcomes(body, decision));
    }

    private static TagView view(UUID id, Current<Groupings> current) {
        return TagView.of(current.state().tags().find(id).orElseThrow(ProblemException::notFound));
    }
}
