package incharge.grouping.membership;

import static incharge.grouping.decision.GroupingBoundary.DECIDER;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import incharge.eventstore.decider.CommandSource;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.decider.Undo;
import incharge.eventstore.http.Origins;
import incharge.eventstore.http.ResourceAnswers;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.StoredCommit;
import incharge.feed.ShownName;
import incharge.grouping.decision.Groupings;
import incharge.grouping.event.AccountEvent;
import incharge.grouping.event.CategoryEvent.CategoryChanged;
import incharge.grouping.event.CategoryEvent.CategoryCreated;
import incharge.grouping.event.CategoryEvent.CategoryDeleted;
import incharge.grouping.event.ErasureCompleted;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.MembershipEvent.CategoryRequestKept;
import incharge.grouping.event.MembershipEvent.CustomerCategorised;
import incharge.grouping.event.MembershipEvent.CustomerTagged;
import incharge.grouping.event.MembershipEvent.CustomerUncategorised;
import incharge.grouping.event.MembershipEvent.CustomerUntagged;
import incharge.grouping.event.SettingsEvent;
import incharge.grouping.event.TagEvent.TagChanged;
import incharge.grouping.event.TagEvent.TagCreated;
import incharge.grouping.event.TagEvent.TagDeleted;
import incharge.grouping.membership.MembershipUndo.CategoryItself;
import incharge.grouping.membership.MembershipUndo.CategoryOf;
import incharge.grouping.membership.MembershipUndo.Subject;
import incharge.grouping.membership.MembershipUndo.TagItself;
import incharge.grouping.membership.MembershipUndo.TagOf;
import incharge.grouping.membership.Restoration.Restored;
import incharge.grouping.reference.ReferenceData;
import incharge.http.Area;
import incharge.http.Level;
import incharge.http.Reason;
import incharge.http.RequiresLevel;
import incharge.visibility.CallerVisibility;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Undoes commands about categories, tags and their customers. */
@RequiresLevel(area = Area.GROUPS, level = Level.EDIT)
@RestController
@RequestMapping("/api/groupings/batches")
class BatchController {

    /**
     * What was changed or stays: a customer in a category or tag, or a category or tag itself.
     *
     * @param name of the customer; null if it is not known yet, or for a category or tag
     * @param outcome null for what stays
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ChangeView(UUID customerId, @JsonUnwrapped ShownName name, UUID categoryId, UUID tagId, String outcome) {}

    /** A change of a batch that is not taken back, with the reason. */
    record ConflictView(@JsonUnwrapped ChangeView change, String code, String message) {}

    /** An undo is a batch too: its {@code batchId} can be undone. */
    record UndoneView(UUID batchId, List<ChangeView> changes, List<ConflictView> conflicts) {}

    private final EventStore<GroupingsEvent> store;
    private final ReferenceData referenceData;
    private final Restoration restoration;
    private final CategoryVisibility categories;
    private final ResourceAnswers answers;

    BatchController(
            EventStore<GroupingsEvent> store,
            ReferenceData referenceData,
            Restoration restoration,
            CategoryVisibility categories,
            ResourceAnswers answers) {
        this.store = store;
        this.referenceData = referenceData;
        this.restoration = restoration;
        this.categories = categories;
        this.answers = answers;
    }

    /**
     * Takes back what a batch did, the last change first. What another command changed since stays as it is and is
     * listed, as is what a rule does not let go back.
     */
    @PostMapping("/{batchId}/undo")
    ResponseEntity<UndoneView> undo(
            @PathVariable UUID batchId,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility visibility) {
        Origin origin = origins.of(Reason.of(reason));
        List<StoredCommit> commits = store.doneBy(batchId).stream()
                .filter(commit -> commit.consumed() == null)
                .toList();
        List<GroupingsEvent> events = store.events(commits);
        return events.stream()
                .flatMap(event -> deleted(event).stream())
                .findFirst()
                .map(deleted -> restore(deleted, batchId, origin, visibility))
                .orElseGet(() -> undo(batchId, subjects(commits, events), origin, visibility));
    }

    /** Returns what an event deleted: it comes back with its customers, which follow from that event. */
    private static Optional<Restorable> deleted(GroupingsEvent event) {
        if (event instanceof CategoryDeleted category) {
            return Optional.of(Restorable.category(category.categoryId()));
        }
        return event instanceof TagDeleted tag ? Optional.of(Restorable.tag(tag.tagId())) : Optional.empty();
    }

    private ResponseEntity<UndoneView> restore(
            Restorable restorable, UUID batchId, Origin origin, CallerVisibility visibility) {
        Predicate<UUID> hiddenCategory = categories.hiddenFrom(visibility);
        if (restorable instanceof Restorable.OfCategory(var id, var _) && hiddenCategory.test(id)) {
            throw unknown();
        }
        Restored restored = restoration.restore(restorable, batchId, origin.byProduct(CommandSource.UNDO));
        Set<UUID> kept = new LinkedHashSet<>(restored.kept());
        Set<UUID> customers = customers(restored.decision().events());
        customers.addAll(kept);
        Set<UUID> hidden = visibility.hidden(customers);
        kept.removeAll(hidden);
        Map<UUID, ShownName> names = referenceData.names(customers);
        return answers.ok(
                restored.decision(),
                new UndoneView(
                        restored.decision().commandId(),
                        changes(restored.decision().events(), hidden, hiddenCategory, names),
                        kept.stream()
                                .map(customer -> conflict(restorable.subject(customer), Undo.changedSince(), names))
                                .toList()));
    }

    private ResponseEntity<UndoneView> undo(
            UUID batchId, List<Subject> subjects, Origin origin, CallerVisibility visibility) {
        Set<UUID> customers =
                subjects.stream().flatMap(subject -> customer(subject).stream()).collect(Collectors.toSet());
        Set<UUID> hidden = visibility.hidden(customers);
        Predicate<UUID> hiddenCategory = categories.hiddenFrom(visibility);
        Predicate<Subject> isHidden = subject -> subject instanceof CategoryItself(var id)
                ? hiddenCategory.test(id)
                : customer(subject).filter(hidden::contains).isPresent();
        if (subjects.stream().allMatch(isHidden)) {
            throw unknown();
        }
        // hidden subjects are part of the command: the outcomes of a repeat are those of the same subjects,
        // though others are hidden by now
        Decision<Groupings, GroupingsEvent> decision = store.undo(
                MembershipUndo.forCaller(Set.of(batchId.toString()), isHidden, hiddenCategory), subjects, origin);
        Map<UUID, ShownName> names = referenceData.names(customers);
        List<ConflictView> conflicts = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            Refused refused = decision.outcomes().get(i).refused();
            if (refused != null && !refused.code().equals(MembershipUndo.HIDDEN) && !isHidden.test(subjects.get(i))) {
                conflicts.add(conflict(subjects.get(i), refused, names));
            }
        }
        return answers.ok(
                decision,
                new UndoneView(
                        decision.commandId(), changes(decision.events(), hidden, hiddenCategory, names), conflicts));
    }

    private static Refused unknown() {
        return Refused.unknown("batch-unknown", null, "There is no such batch.");
    }

    /** Returns what a batch changed, the last change first. */
    private List<Subject> subjects(List<StoredCommit> commits, List<GroupingsEvent> events) {
        Set<Subject> subjects = new LinkedHashSet<>();
        for (GroupingsEvent event : events.reversed()) {
            Subject subject = MembershipUndo.subject(event);
            if (subject != null && (!isNewVersion(event) || changesFields(subject, commits))) {
                subjects.add(subject);
            }
        }
        return List.copyOf(subjects);
    }

    private static boolean isNewVersion(GroupingsEvent event) {
        return event instanceof CategoryChanged || event instanceof TagChanged;
    }

    /** Returns whether a category or tag has other fields since, and not only other customers. */
    private boolean changesFields(Subject subject, List<StoredCommit> commits) {
        Criteria events = MembershipUndo.eventsOf(subject);
        long first = commits.getFirst().first();
        Groupings before = store.currentAt(DECIDER, events, first - 1).state();
        return !before.equals(
                store.currentAt(DECIDER, events, commits.getLast().last()).state());
    }

    private static Optional<UUID> customer(Subject subject) {
        return switch (subject) {
            case CategoryOf(var customer) -> Optional.of(customer);
            case TagOf(var customer, var _) -> Optional.of(customer);
            case CategoryItself _, TagItself _ -> Optional.empty();
        };
    }

    private static Set<UUID> customers(List<GroupingsEvent> events) {
        return events.stream()
                .flatMap(event -> Optional.ofNullable(MembershipUndo.subject(event)).stream())
                .flatMap(subject -> customer(subject).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Returns what the caller sees of the changes; changes of hidden categories are left out. */
    private static List<ChangeView> changes(
            List<GroupingsEvent> events, Set<UUID> hidden, Predicate<UUID> hiddenCategory, Map<UUID, ShownName> names) {
        return events.stream()
                .flatMap(event -> Optional.ofNullable(change(event, names)).stream())
                .filter(change -> change.customerId() == null || !hidden.contains(change.customerId()))
                .filter(change -> change.categoryId() == null || !hiddenCategory.test(change.categoryId()))
                .toList();
    }

    /** Returns null for an event that is not answered. */
    private static ChangeView change(GroupingsEvent event, Map<UUID, ShownName> names) {
        return switch (event) {
            case CustomerCategorised e ->
                new ChangeView(
                        e.customerId(),
                        names.get(e.customerId()),
                        e.categoryId(),
                        null,
                        e.movedFrom() == null ? "added" : "moved");
            case CustomerUncategorised e ->
                new ChangeView(e.customerId(), names.get(e.customerId()), e.movedFrom(), null, "removed");
            case CustomerTagged e ->
                new ChangeView(e.customerId(), names.get(e.customerId()), null, e.tagId(), "added");
            case CustomerUntagged e ->
                new ChangeView(e.customerId(), names.get(e.customerId()), null, e.tagId(), "removed");
            case CategoryCreated e -> new ChangeView(null, null, e.categoryId(), null, "restored");
            case CategoryChanged e -> new ChangeView(null, null, e.categoryId(), null, "changed");
            case CategoryDeleted e -> new ChangeView(null, null, e.categoryId(), null, "deleted");
            case TagCreated e -> new ChangeView(null, null, null, e.tagId(), "restored");
            case TagChanged e -> new ChangeView(null, null, null, e.tagId(), "changed");
            case TagDeleted e -> new ChangeView(null, null, null, e.tagId(), "deleted");
            case CategoryRequestKept _, SettingsEvent _, AccountEvent _, ErasureCompleted _ -> null;
        };
    }

    private static ConflictView conflict(Subject subject, Refused reason, Map<UUID, ShownName> names) {
        ChangeView change = switch (subject) {
            case CategoryOf(var customer) -> new ChangeView(customer, names.get(customer), null, null, null);
            case TagOf(var customer, var tag) -> new ChangeView(customer, names.get(customer), null, tag, null);
            case CategoryItself(var category) -> new ChangeView(null, null, category, null, null);
            case TagItself(var tag) -> new ChangeView(null, null, null, tag, null);
        };
        return new ConflictView(change, reason.code(), reason.getMessage());
    }
}
