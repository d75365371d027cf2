package incharge.responsibility;

import static incharge.responsibility.ResponsibilityBoundary.DECIDER;
import static incharge.responsibility.ResponsibilityBoundary.VOCABULARY;

import incharge.eventstore.decider.Undo;
import incharge.responsibility.Responsibility.Registry;
import incharge.responsibility.ResponsibilityCommand.Assign;
import incharge.responsibility.ResponsibilityCommand.Change;
import incharge.responsibility.ResponsibilityCommand.Holding;
import incharge.responsibility.ResponsibilityCommand.Remove;
import incharge.responsibility.ResponsibilityCommand.Which.StartingOn;
import incharge.responsibility.ResponsibilityEvent.AssigneeRequestDeclined;
import incharge.responsibility.ResponsibilityEvent.AssigneeRequestKept;
import incharge.responsibility.ResponsibilityEvent.ResponsibilityAssigned;
import incharge.responsibility.ResponsibilityEvent.ResponsibilityChanged;
import incharge.responsibility.ResponsibilityEvent.ResponsibilityRemoved;
import incharge.visibility.CallerVisibility;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** How responsibilities are brought back to where they were before a batch or an import. */
final class ResponsibilityUndo {

    /** One responsibility of a holding: the one that starts on {@code from}, null for the one without a start. */
    record Started(Holding holding, LocalDate from) {}

    private ResponsibilityUndo() {}

    /**
     * @param known the subjects that whoever undoes it may see
     * @param sight theirs
     */
    static Undo<Started, ResponsibilityCommand, Registry, ResponsibilitiesEvent> of(
            Set<String> commandIds, Map<Subject, KnownSubject> known, CallerVisibility sight) {
        return of(commandIds, known, subject -> isHidden(subject, known, sight));
    }

    /**
     * Of all that a command did, whoever sees it.
     *
     * @param known the subjects
     */
    static Undo<Started, ResponsibilityCommand, Registry, ResponsibilitiesEvent> of(
            Set<String> commandIds, Map<Subject, KnownSubject> known) {
        return of(commandIds, known, _ -> false);
    }

    private static Undo<Started, ResponsibilityCommand, Registry, ResponsibilitiesEvent> of(
            Set<String> commandIds, Map<Subject, KnownSubject> known, Predicate<Subject> hidden) {
        return new Undo<>(
                DECIDER,
                commandIds,
                ResponsibilityUndo::thing,
                started -> VOCABULARY.criteria(ResponsibilityBoundary.responsibility(started.holding())),
                life -> back(life, known, hidden));
    }

    /** What the event is about; null for what is no change of a responsibility. */
    static Started thing(ResponsibilitiesEvent event) {
        return switch (event) {
            case ResponsibilityAssigned e ->
                new Started(new Holding(e.subject(), e.employeeId(), e.roleId()), e.from());
            case ResponsibilityChanged e -> new Started(new Holding(e.subject(), e.employeeId(), e.roleId()), e.from());
            case ResponsibilityRemoved e -> new Started(new Holding(e.subject(), e.employeeId(), e.roleId()), e.from());
            case AssigneeRequestKept _, AssigneeRequestDeclined _, EmployeeEvent _, RoleEvent _, TeamEvent _ -> null;
        };
    }

    /** Whether it is, or may be, one that the caller does not see. */
    static boolean isHidden(Subject subject, Map<Subject, KnownSubject> known, CallerVisibility sight) {
        return sight.restricted() && !known.containsKey(subject);
    }

    private static ResponsibilityCommand back(
            Undo.Life<Started, Registry> life, Map<Subject, KnownSubject> known, Predicate<Subject> hidden) {
        Holding holding = life.thing().holding();
        if (hidden.test(holding.subject())) {
            throw Responsibility.unknown(holding.subject());
        }
        KnownSubject subject = known.get(holding.subject());
        StartingOn which = new StartingOn(life.thing().from());
        Optional<Interval> before = interval(life.thing(), life.before());
        if (interval(life.thing(), life.now()).isEmpty()) {
            return before.map(interval -> new Assign(holding, subject, interval))
                    .orElse(null);
        }
        return before.<ResponsibilityCommand>map(interval -> new Change(holding, subject, which, interval.to()))
                .orElseGet(() -> new Remove(holding, subject, which, null));
    }

    private static Optional<Interval> interval(Started started, Registry registry) {
        return registry.of(started.holding()).stream()
                .map(Responsibility::interval)
                .filter(interval -> interval.startsOn(started.from()))
                .findFirst();
    }
}
