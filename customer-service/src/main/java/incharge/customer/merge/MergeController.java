package incharge.customer.merge;

import static incharge.customer.merge.MergeBoundary.DECIDER;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.customer.customer.Customer;
import incharge.customer.customer.CustomerBoundary;
import incharge.customer.customer.Customers;
import incharge.customer.event.CustomerEvent.CustomerArchived;
import incharge.customer.event.CustomerEvent.CustomerMerged;
import incharge.customer.event.CustomerEvent.CustomerRestored;
import incharge.customer.event.CustomerEvent.CustomerUnmerged;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.ProjectEvent;
import incharge.customer.merge.MergeCommand.MergeCustomer;
import incharge.customer.merge.MergeCommand.ReturnProject;
import incharge.customer.merge.MergeCommand.UnmergeCustomer;
import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.decider.Undo;
import incharge.eventstore.http.Origins;
import incharge.eventstore.http.ResourceAnswers;
import incharge.eventstore.log.Criteria;
import incharge.http.Area;
import incharge.http.Fields;
import incharge.http.Level;
import incharge.http.ProblemException;
import incharge.http.Reason;
import incharge.http.RequiresLevel;
import incharge.visibility.CallerVisibility;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Merges a customer into another one, and takes that back. */
@RequiresLevel(area = Area.CUSTOMERS, level = Level.EDIT)
@RestController
@RequestMapping("/api/customers/{id}")
class MergeController {

    /** @param preview decides and changes nothing */
    record Request(UUID into, Boolean preview, String basedOn, String reason) {

        boolean isPreview() {
            return preview != null && preview;
        }
    }

    /** @param basedOn the position of a preview; else null */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MergedView(UUID customerId, UUID intoCustomerId, MergeCounts counts, String basedOn) {}

    /** What stays with the other customer, with the reason. */
    record Kept(String type, UUID id, String name, String code, String message) {}

    /** @param returned the projects that came back */
    record UnmergedView(UUID customerId, UUID intoCustomerId, List<UUID> returned, List<Kept> kept) {}

    private final EventStore<CustomersEvent> store;
    private final Merges merges;
    private final Customers customers;
    private final ResourceAnswers answers;

    MergeController(EventStore<CustomersEvent> store, Customers customers, ResourceAnswers answers) {
        this.store = store;
        this.merges = new Merges(store);
        this.customers = customers;
        this.answers = answers;
    }

    @PostMapping("/merge")
    ResponseEntity<MergedView> merge(
            @PathVariable UUID id, @RequestBody Request body, Origins origins, CallerVisibility visibility) {
        Origin origin =
                origins.changing(CustomersLog.customer(id), body.reason()).withBasedOn(answers.basedOn(body.basedOn()));
        UUID into = body.into();
        var fields = new Fields();
        fields.required("into", into);
        Decider<MergeCommand, Merging, CustomersEvent> visibleOnly = DECIDER.guarded((_, merging) -> {
            merging.get(id);
            visibility.require(id, () -> Customer.unknown(id));
            fields.check();
            if (!merging.customers().containsKey(into)) {
                throw Merging.unknownTarget(into);
            }
            visibility.require(into, () -> Merging.unknownTarget(into));
        });
        var command = new MergeCustomer(id, into);
        Decision<Merging, CustomersEvent> decision = body.isPreview()
                ? store.rehearse().decide(visibleOnly, command, origin)
                : store.decide(visibleOnly, command, origin);
        String basedOn = body.isPreview() ? answers.source() + "=" + decision.position() : null;
        MergeCounts counts = merges.counts(id, new HashSet<>(Merges.moved(decision.events())), decision.position());
        return answers.ok(decision, new MergedView(id, into, counts, basedOn));
    }

    /** Takes back the last merge. Projects that another command changed since stay, and are listed. */
    @PostMapping("/unmerge")
    ResponseEntity<UnmergedView> unmerge(
            @PathVariable UUID id,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility visibility) {
        Origin origin = origins.changing(CustomersLog.customer(id), Reason.of(reason));
        if (!customers.exists(id)) {
            throw ProblemException.notFound();
        }
        visibility.require(id);
        Merges.Done merge = merges.last(id, before(origin)).orElseThrow(Merging::notMerged);
        visibility.require(merge.into());

        List<UUID> resources = new ArrayList<>();
        resources.add(id);
        resources.addAll(merges.movedBy(merge.commandId()));
        Decision<Merging, CustomersEvent> decision = store.undo(undoing(id, merge), resources, origin);
        Refused refused = decision.outcomes().getFirst().refused();
        if (refused != null) {
            throw refused;
        }
        return answers.ok(decision, unmerged(id, merge, resources, decision, visibility));
    }

    /** Returns the position before the commit of a repeated request, which took back the merge that held there. */
    private long before(Origin origin) {
        return origin.idempotency() == null
                ? Long.MAX_VALUE
                : store.doneUnder(origin.idempotency().key())
                        .map(commit -> commit.first() - 1)
                        .orElse(Long.MAX_VALUE);
    }

    private static Undo<UUID, MergeCommand, Merging, CustomersEvent> undoing(UUID id, Merges.Done merge) {
        return new Undo<>(
                DECIDER,
                Set.of(merge.commandId().toString()),
                MergeController::touched,
                resource ->
                        resource.equals(id) ? CustomerBoundary.eventsOf(id) : MergeBoundary.eventsOfProject(resource),
                change -> change.resource().equals(id)
                        ? new UnmergeCustomer(id, !change.before().get(id).archived())
                        : new ReturnProject(change.resource(), merge.into(), id));
    }

    /** Returns what an event changes of what a merge changes; null for nothing. */
    private static UUID touched(CustomersEvent event) {
        return switch (event) {
            case CustomerArchived e -> e.customerId();
            case CustomerRestored e -> e.customerId();
            case CustomerMerged e -> e.customerId();
            case CustomerUnmerged e -> e.customerId();
            case ProjectEvent e -> e.projectId();
            case CustomersEvent _ -> null;
        };
    }

    private UnmergedView unmerged(
            UUID id,
            Merges.Done merge,
            List<UUID> resources,
            Decision<Merging, CustomersEvent> decision,
            CallerVisibility visibility) {
        var view = new UnmergedView(id, merge.into(), new ArrayList<>(), new ArrayList<>());
        var refusals = new ArrayList<Refused>();
        var stayed = new ArrayList<UUID>();
        for (int i = 1; i < resources.size(); i++) {
            Refused refused = decision.outcomes().get(i).refused();
            if (refused == null) {
                view.returned().add(resources.get(i));
            } else {
                stayed.add(resources.get(i));
                refusals.add(refused);
            }
        }
        Merging now = store.fold(
                Merging::nothing,
                Merging::after,
                Criteria.either(
                        stayed.stream().map(MergeBoundary::eventsOfProject).toList()));
        Set<UUID> hidden = visibility.hidden(now.projects().values().stream()
                .map(Merging.Project::customerId)
                .toList());
        for (int i = 0; i < stayed.size(); i++) {
            Merging.Project project = now.projects().get(stayed.get(i));
            if (!hidden.contains(project.customerId())) {
                Refused refused = refusals.get(i);
                view.kept()
                        .add(new Kept(
                                "project", stayed.get(i), project.plan().name(), refused.code(), refused.getMessage()));
            }
        }
        return view;
    }
}
