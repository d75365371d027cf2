package incharge.responsibility.responsibility;

import incharge.responsibility.event.Assignment;
import incharge.responsibility.reference.SubjectData;
import java.time.LocalDate;

/**
 * The commands to a responsibility. The reference data of the subject comes in with the command; it is null for a
 * subject that is not known.
 */
sealed interface ResponsibilityCommand {

    Assignment assignment();

    record AssignResponsibility(Assignment assignment, SubjectData subject, Interval interval)
            implements ResponsibilityCommand {}

    /** Removes a responsibility from all its days; {@code to} is compared with its end only when it is given. */
    record RemoveResponsibility(Assignment assignment, SubjectData subject, Selector selector, LocalDate to)
            implements ResponsibilityCommand {}

    /** Gives a responsibility another end, null for none. */
    record ChangeResponsibility(Assignment assignment, SubjectData subject, Selector selector, LocalDate to)
            implements ResponsibilityCommand {}

    /**
     * Ends a responsibility the day before {@code on}, or earlier if it ends earlier; removes it if it begins then or
     * later. {@code to} is compared with its end only when it is given.
     */
    record EndResponsibility(Assignment assignment, SubjectData subject, Selector selector, LocalDate to, LocalDate on)
            implements ResponsibilityCommand {}

    /**
     * A row of an import.
     *
     * @param externalId by which the employee of the assignment was found
     * @param role by which the role of the assignment was found; null without a role
     * @param upsert whether a responsibility with the same start gets the end of the interval, unless that is blank
     */
    record ImportResponsibility(
            Assignment assignment,
            SubjectData subject,
            Interval interval,
            String externalId,
            NamedRole role,
            boolean upsert)
            implements ResponsibilityCommand {}

    /** {@code isNew}: no role holds the name, so the id in the assignment is for a role that is added with it. */
    record NamedRole(String name, boolean isNew) {}

    /** Answers customer-service, which requests an assignee of a project, in any case. */
    record AnswerAssigneeRequest(Assignment assignment, SubjectData subject, LocalDate today)
            implements ResponsibilityCommand {}

    /** Selects one of the responsibilities of an assignment. */
    sealed interface Selector {

        /** The one that starts on this day; null selects the one without a start. */
        record StartingOn(LocalDate from) implements Selector {}

        /** The only one that is current or still to come. */
        record OnlyOne(LocalDate today) implements Selector {}
    }
}
