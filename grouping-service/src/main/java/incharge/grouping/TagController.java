package incharge.grouping;

import static incharge.grouping.GroupingBoundary.DECIDER;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.Current;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.http.Origins;
import incharge.grouping.GroupingCommand.ChangeTag;
import incharge.grouping.GroupingCommand.CreateTag;
import incharge.grouping.GroupingCommand.DeleteTag;
import incharge.grouping.GroupingEvent.TagCreated;
import incharge.grouping.Groupings.Tag;
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
import java.net.URI;
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

/** One tag over HTTP and who bears it; lists come from reporting-service. */
@RequiresLevel(area = Area.GROUPS, level = Level.EDIT)
@RestController
@RequestMapping("/api/tags")
class TagController {

    /** A tag as a client writes it; {@code customerIds} null leaves these as they are. */
    record TagFields(String name, String description, List<UUID> customerIds, String reason) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TagView(UUID id, String name, String description) {}

    private record Checked(String name, String description) {}

    private final EventStore<GroupingEvent> store;
    private final Known known;
    private final MembershipChanges memberships;

    TagController(EventStore<GroupingEvent> store, Known known, MembershipChanges memberships) {
        this.store = store;
        this.known = known;
        this.memberships = memberships;
    }

    @PostMapping
    ResponseEntity<TagView> create(@RequestBody TagFields body, Origins origins, CallerVisibility sight) {
        Origin origin = origins.of(body.reason());
        Checked tag = checked(body, origin, sight);
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Decision<GroupingEvent> decided = memberships.decide(
                _ -> new CreateTag(id, tag.name(), tag.description()),
                Grouping.tag(id),
                body.customerIds(),
                origin,
                sight);
        UUID created = ((TagCreated) decided.events().getFirst()).tagId();
        return answer(ResponseEntity.created(URI.create("/api/tags/" + created)), created, decided);
    }

    @RequiresLevel(area = Area.GROUPS)
    @GetMapping("/{id}")
    ResponseEntity<TagView> get(@PathVariable UUID id) {
        Current<Groupings> current = store.current(DECIDER, GroupingBoundary.tagItself(id));
        return ResponseEntity.ok()
                .headers(EventPositions.at(MembershipChanges.SOURCE, current.head()))
                .eTag(ETags.of(current.position()))
                .body(view(id, current));
    }

    @PutMapping("/{id}")
    ResponseEntity<TagView> replace(
            @PathVariable UUID id, @RequestBody TagFields body, Origins origins, CallerVisibility sight) {
        Origin origin = origins.changing(GroupingBoundary.tag(id), body.reason());
        find(id, store.current(DECIDER, GroupingBoundary.tagItself(id)));
        Checked tag = checked(body, origin, sight);
        return answer(
                ResponseEntity.ok(),
                id,
                memberships.decide(
                        othersBearIt -> new ChangeTag(id, tag.name(), tag.description(), othersBearIt),
                        Grouping.tag(id),
                        body.customerIds(),
                        origin,
                        sight));
    }

    private ResponseEntity<TagView> answer(
            ResponseEntity.BodyBuilder answer, UUID id, Decision<GroupingEvent> decided) {
        Current<Groupings> current = store.currentAt(DECIDER, GroupingBoundary.tagItself(id), decided.position());
        return answer.headers(EventPositions.at(MembershipChanges.SOURCE, decided.position()))
                .eTag(ETags.of(current.position()))
                .body(view(id, current));
    }

    private Checked checked(TagFields body, Origin origin, CallerVisibility sight) {
        Fields fields = new Fields();
        Checked tag = new Checked(fields.name("name", body.name()), fields.note("description", body.description()));
        if (!memberships.repeats(origin)) {
            known.checkCustomers("customerIds", body.customerIds(), sight, fields);
        }
        fields.check();
        return tag;
    }

    /** Its customers lose it by the same event. */
    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable UUID id, @RequestBody(required = false) Reason reason, Origins origins) {
        Origin origin = origins.changing(GroupingBoundary.tag(id), Reason.of(reason));
        Decision<GroupingEvent> decided = store.decide(DECIDER, new DeleteTag(id), origin);
        return ResponseEntity.noContent()
                .headers(EventPositions.at(MembershipChanges.SOURCE, decided.position()))
                .build();
    }

    @PostMapping("/{id}/customers")
    ResponseEntity<MembershipChanges.Answer> members(
            @PathVariable UUID id, @RequestBody Members body, Origins origins, CallerVisibility sight) {
        Origin origin = origins.changing(GroupingBoundary.tag(id), body.reason());
        find(id, store.current(DECIDER, GroupingBoundary.tagItself(id)));
        MembershipChanges.Done done = memberships.change(Grouping.tag(id), body, origin, sight);
        return ResponseEntity.ok()
                .headers(EventPositions.at(MembershipChanges.SOURCE, done.position()))
                .body(done.answer());
    }

    private static Tag find(UUID id, Current<Groupings> current) {
        Tag tag = current.state().tags().get(id);
        if (tag == null) {
            throw ProblemException.notFound();
        }
        return tag;
    }

    private static TagView view(UUID id, Current<Groupings> current) {
        Tag tag = find(id, current);
        return new TagView(id, tag.name(), tag.description());
    }
}
