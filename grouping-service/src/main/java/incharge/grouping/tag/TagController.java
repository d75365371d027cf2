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
import incharge.grouping.decision.Groupings;
import incharge.grouping.decision.Tag;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.GroupingsLog;
import incharge.grouping.event.TagEvent.TagCreated;
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
import org.springframework.web.bind.annotation.RequestParam;
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
    private final Effects effects;
    private final Restoration restoration;

    TagController(
            EventStore<GroupingsEvent> store,
            ResourceAnswers answers,
            ReferenceData referenceData,
            MembershipChanges memberships,
            Effects effects,
            Restoration restoration) {
        this.store = store;
        this.answers = answers;
        this.referenceData = referenceData;
        this.memberships = memberships;
        this.effects = effects;
        this.restoration = restoration;
    }

    @PostMapping
    ResponseEntity<TagView> create(@RequestBody TagFields body, Origins origins, CallerVisibility visibility) {
        Intent intent = intent(origins.of(body.reason()), body.preview(), body.basedOn());
        MemberChange members = body.members().ofNew();
        var fields = new Fields();
        Tag tag = body.tag(UuidCreator.getTimeOrderedEpoch(), fields);
        if (!memberships.isRepeated(intent.origin())) {
            referenceData.checkCustomers("customerIds", members.all(), visibility, fields);
        }
        fields.check();
        Decision<Groupings, GroupingsEvent> decision =
                memberships.create(new CreateTag(tag), Membership.ofTag(tag.id()), members.all(), intent);
        UUID id = ((TagCreated) decision.events().getFirst()).tagId();
        Current<Groupings> current = decision.current(GroupingBoundary.tag(id));
        if (intent.isPreview()) {
            return answers.ok(decision, TagView.of(null, find(id, current), effects.of(decision, intent, visibility)));
        }
        return answers.created(
                "/api/tags/" + id,
                current,
                state -> TagView.of(id, find(id, state), effects.of(decision, intent, visibility)));
    }

    @RequiresLevel(area = Area.GROUPS)
    @GetMapping("/{id}")
    ResponseEntity<TagView> get(@PathVariable UUID id) {
        return answers.ok(store.current(DECIDER, GroupingBoundary.tag(id)), current -> TagView.of(find(id, current)));
    }

    @PutMapping("/{id}")
    ResponseEntity<TagView> replace(
            @PathVariable UUID id, @RequestBody TagFields body, Origins origins, CallerVisibility visibility) {
        Intent intent = intent(origins.changing(GroupingsLog.tag(id), body.reason()), body.preview(), body.basedOn());
        MemberChange members = body.members();
        Membership membership = Membership.ofTag(id);
        var fields = new Fields();
        Tag tag = body.tag(id, fields);
        if (!memberships.isRepeated(intent.origin())) {
            referenceData.checkCustomers("customerIds", members.all(), visibility, fields);
            referenceData.checkCustomers("addCustomerIds", members.add(), visibility, fields);
        }
        memberships.check(fields, membership);
        Decision<Groupings, GroupingsEvent> decision = memberships.replace(
                membersChange -> new ChangeTag(tag, membersChange), membership, members, intent, visibility);
        Current<Groupings> current = decision.current(GroupingBoundary.tag(id));
        Effect effect = effects.of(decision, intent, visibility);
        return intent.isPreview()
                ? answers.ok(decision, TagView.of(id, find(id, current), effect))
                : answers.ok(current, state -> TagView.of(id, find(id, state), effect));
    }

    /** Gives its customers the tag {@code to}. Without one they only lose it, by the same event. */
    @DeleteMapping("/{id}")
    ResponseEntity<Effect> delete(
            @PathVariable UUID id,
            @RequestParam(required = false) UUID to,
            @RequestParam(required = false) Boolean preview,
            @RequestParam(required = false) String basedOn,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility visibility) {
        Intent intent = intent(origins.changing(GroupingsLog.tag(id), Reason.of(reason)), preview, basedOn);
        Membership membership = Membership.ofTag(id);
        Decision<Groupings, GroupingsEvent> decision = memberships.delete(membership, to, intent);
        return answers.ok(decision, effects.ofDeletion(decision, membership, intent, visibility));
    }

    /** Undoes a deletion: the same id and fields, and those of its customers that nobody moved since. */
    @PostMapping("/{id}/restore")
    ResponseEntity<RestoredView<TagView>> restore(
            @PathVariable UUID id,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility visibility) {
        Intent intent = memberships.intent(origins.changing(GroupingsLog.tag(id), Reason.of(reason)), false);
        Restored restored = restoration.tag(id, intent.origin());
        Effect effect = effects.ofRestoration(restored.decision(), intent, visibility);
        return answers.ok(
                restored.decision().current(GroupingBoundary.tag(id)),
                state -> effects.restored(TagView.of(id, find(id, state), effect), restored, visibility));
    }

    @PostMapping("/{id}/customers")
    ResponseEntity<MemberOutcomes> changeMembers(
            @PathVariable UUID id, @RequestBody Members body, Origins origins, CallerVisibility visibility) {
        Intent intent = intent(origins.changing(GroupingsLog.tag(id), body.reason()), body.preview(), body.basedOn());
        Decision<Groupings, GroupingsEvent> decision =
                memberships.change(Membership.ofTag(id), body, intent, visibility);
        return answers.ok(decision, effects.outcomes(body, decision, intent, visibility));
    }

    private Intent intent(Origin origin, Boolean preview, String basedOn) {
        return memberships.intent(origin.withBasedOn(answers.basedOn(basedOn)), preview);
    }

    private static Tag find(UUID id, Current<Groupings> current) {
        return current.state().tags().find(id).orElseThrow(ProblemException::notFound);
    }
}
