package incharge.responsibility.responsibility;

import static incharge.responsibility.responsibility.ResponsibilityBoundary.DECIDER;

import incharge.eventstore.decider.Undo;
import incharge.responsibility.event.Assignment;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.ResponsibilityEvent.AssignmentEvent;
import incharge.responsibility.event.Subject;
import incharge.responsibility.reference.SubjectData;
import incharge.responsibility.responsibility.ResponsibilityCommand.AssignResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.ChangeResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.RemoveResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.Selector.StartingOn;
import incharge.visibility.CallerVisibility;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Brings responsibilities back to where they were before a batch, an import or an answered request. */
final class ResponsibilityUndo {

    /** Identifies one responsibility of an assignment; {@code from} is null for the one without a start. */
    record Started(Assignment assignment, LocalDate from) {}

    private ResponsibilityUndo() {}

    /**
     * Takes back what the caller may see.
     *
     * @param subjects those that the caller may see
     */
    static Undo<Started, ResponsibilityCommand, ResponsibilityRegistry, ResponsibilitiesEvent> of(
            Set<String> commandIds, Map<Subject, SubjectData> subjects, CallerVisibility visibility) {
        return of(commandIds, subjects, subject -> isHidden(subject, subjects, visibility));
    }

    /** Takes back all that the commands did. */
    static Undo<Started, ResponsibilityCommand, ResponsibilityRegistry, ResponsibilitiesEvent> of(
            Set<String> commandIds, Map<Subject, SubjectData> subjects) {
        return of(commandIds, subjects, _ -> false);
    }

    private static Undo<Started, ResponsibilityCommand, ResponsibilityRegistry, ResponsibilitiesEvent> of(
            Set<String> commandIds, Map<Subject, SubjectData> subjects, Predicate<Subject> hidden) {
        return new Undo<>(
                DECIDER,
                commandIds,
                ResponsibilityUndo::started,
                started -> ResponsibilityBoundary.eventsOf(started.assignment()),
                change -> back(change, subjects, hidden));
    }

    /** Returns what the event changes; null if it changes no responsibility. */
    static Started started(ResponsibilitiesEvent event) {
        return event instanceof AssignmentEvent e ? new Started(e.assignment(), e.from()) : null;
    }

    /** Returns whether the caller does not see the subject, or perhaps does not. */
    static boolean isHidden(Subject subject, Map<Subject, SubjectData> subjects, CallerVisibility visibility) {
        return visibility.restricted() && !subjects.containsKey(subject);
    }

    private static ResponsibilityCommand back(
            Undo.Change<Started, ResponsibilityRegistry> change,
            Map<Subject, SubjectData> subjects,
            Predicate<Subject> hidden) {
        Assignment assignment = change.resource().assignment();
        if (hidden.test(assignment.subject())) {
            throw Responsibility.unknownSubject(assignment.subject());
        }
        SubjectData subject = subjects.get(assignment.subject());
        var selector = new StartingOn(change.resource().from());
        Optional<Interval> before = interval(change.resource(), change.before());
        if (interval(change.resource(), change.now()).isEmpty()) {
            return before.map(interval -> new AssignResponsibility(assignment, subject, interval))
                    .orElse(null);
        }
        return before.<ResponsibilityCommand>map(
                        interval -> new ChangeResponsibility(assignment, subject, selector, interval.to()))
                .orElseGet(() -> new RemoveResponsibility(assignment, subject, selector, null));
    }

    private static Optional<Interval> interval(Started started, ResponsibilityRegistry registry) {
        return registry.of(started.assignment()).stream()
                .map(Responsibility::interval)
                .filter(interval -> interval.startsOn(started.from()))
                .findFirst();
    }
}
