package incharge.responsibility.responsibility;

import static incharge.responsibility.responsibility.ResponsibilityBoundary.DECIDER;
import static java.util.stream.Collectors.toSet;

import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.ForeignRequest;
import incharge.eventstore.decider.ForeignRequest.Requested;
import incharge.eventstore.decider.ForeignRequest.Withdrawn;
import incharge.eventstore.decider.ForeignRequests;
import incharge.eventstore.log.Cause;
import incharge.feed.Contribution;
import incharge.feed.DocumentWrites;
import incharge.feed.Fact;
import incharge.feed.FactVocabulary;
import incharge.feed.TypedFact;
import incharge.responsibility.event.Assignment;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.Subject;
import incharge.responsibility.reference.ForeignFact;
import incharge.responsibility.reference.ForeignFact.AssigneeRequest;
import incharge.responsibility.reference.ForeignFact.CustomerArchived;
import incharge.responsibility.reference.ForeignFact.CustomerNumbered;
import incharge.responsibility.reference.ForeignFact.CustomerRestored;
import incharge.responsibility.reference.ForeignFact.ProjectArchived;
import incharge.responsibility.reference.ForeignFact.ProjectAssigneeRequested;
import incharge.responsibility.reference.ForeignFact.ProjectAssigneeWithdrawn;
import incharge.responsibility.reference.ForeignFact.ProjectChanged;
import incharge.responsibility.reference.ForeignFact.ProjectOpened;
import incharge.responsibility.reference.ForeignFact.ProjectRestored;
import incharge.responsibility.reference.ForeignFact.SettingsChanged;
import incharge.responsibility.reference.SubjectData;
import incharge.responsibility.reference.SubjectData.State;
import incharge.responsibility.responsibility.ResponsibilityCommand.AnswerAssigneeRequest;
import incharge.responsibility.responsibility.ResponsibilityUndo.Started;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Answers customer-service, which requests an assignee of a project and may withdraw the request: each request once.
 */
public final class AssigneeRequests implements Contribution<ForeignFact> {

    private final EventStore<ResponsibilitiesEvent> store;
    private final ZoneId zone;
    private final Function<Collection<Subject>, Map<Subject, SubjectData>> subjects;

    /** @param subjects finds the reference data of subjects as it is before a batch */
    public AssigneeRequests(
            EventStore<ResponsibilitiesEvent> store,
            ZoneId zone,
            Function<Collection<Subject>, Map<Subject, SubjectData>> subjects) {
        this.store = store;
        this.zone = zone;
        this.subjects = subjects;
    }

    @Override
    public FactVocabulary<ForeignFact> facts() {
        return ForeignFact.FACTS;
    }

    @Override
    public void apply(TypedFact<ForeignFact> fact, DocumentWrites writes) {}

    @Override
    public boolean requiresAnswer(ForeignFact fact) {
        return fact instanceof AssigneeRequest request && request.employeeId() != null;
    }

    @Override
    public boolean isTransient(Throwable failure) {
        return EventStore.isTransient(failure);
    }

    @Override
    public void beforeCommit(List<TypedFact<ForeignFact>> batch) {
        Set<Subject> concerned = batch.stream()
                .map(TypedFact::content)
                .filter(this::requiresAnswer)
                .map(AssigneeRequest.class::cast)
                .flatMap(request -> Stream.of(request.project(), request.customer()))
                .collect(toSet());
        if (concerned.isEmpty()) {
            return;
        }
        Map<Subject, SubjectData> before = subjects.apply(concerned);
        Map<UUID, Boolean> archived = new HashMap<>();
        List<ForeignRequest<ResponsibilityCommand, Started>> requests = new ArrayList<>();
        for (TypedFact<ForeignFact> fact : batch) {
            switch (fact.content()) {
                case CustomerArchived(UUID id, var _) -> archived.put(id, true);
                case CustomerRestored(UUID id, var _) -> archived.put(id, false);
                case ProjectArchived(UUID id, var _) -> archived.put(id, true);
                case ProjectRestored(UUID id, var _) -> archived.put(id, false);
                case ProjectAssigneeWithdrawn withdrawn -> requests.add(withdrawn(withdrawn, fact.fact()));
                case ProjectOpened opened when opened.requestedEmployeeId() == null -> {}
                case ProjectOpened opened -> requests.add(asked(opened, fact.fact(), before, archived));
                case ProjectAssigneeRequested requested ->
                    requests.add(asked(requested, fact.fact(), before, archived));
                case CustomerNumbered _, ProjectChanged _, SettingsChanged _ -> {}
            }
        }
        new ForeignRequests<ResponsibilityCommand, ResponsibilityRegistry, ResponsibilitiesEvent, Started, Started>(
                        store,
                        ForeignFact.CUSTOMERS,
                        DECIDER,
                        commandIds -> ResponsibilityUndo.of(commandIds, before),
                        (_, things) -> things.stream().distinct().toList())
                .answer(requests);
    }

    private Requested<ResponsibilityCommand, Started> asked(
            AssigneeRequest request, Fact fact, Map<Subject, SubjectData> before, Map<UUID, Boolean> archived) {
        State state = isArchived(request.project(), before, archived)
                ? State.ARCHIVED
                : isArchived(request.customer(), before, archived) ? State.CUSTOMER_ARCHIVED : State.OPEN;
        return new Requested<>(
                fact.sequence(),
                cause(fact),
                List.of(new AnswerAssigneeRequest(
                        assignment(request),
                        new SubjectData(request.customerId(), state),
                        LocalDate.ofInstant(fact.time(), zone))));
    }

    private static Withdrawn<ResponsibilityCommand, Started> withdrawn(ProjectAssigneeWithdrawn request, Fact fact) {
        return new Withdrawn<>(
                fact.sequence(), cause(fact), request.withdrawnCommandId(), new Started(assignment(request), null));
    }

    private static Cause cause(Fact fact) {
        return new Cause(fact.actor(), fact.commandId(), fact.reason());
    }

    /** A requested assignee is assigned without a role and without a start. */
    private static Assignment assignment(AssigneeRequest request) {
        return new Assignment(request.project(), request.employeeId(), null);
    }

    /** The facts of the batch count more than the reference data from before it. */
    private static boolean isArchived(Subject subject, Map<Subject, SubjectData> before, Map<UUID, Boolean> archived) {
        Boolean since = archived.get(subject.id());
        SubjectData known = before.get(subject);
        return since == null ? known != null && known.state() == State.ARCHIVED : since;
    }
}
