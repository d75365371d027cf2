package incharge.responsibility;

import incharge.eventstore.decider.Refused;
import java.time.LocalDate;
import java.util.UUID;

/**
 * What can be asked of a responsibility. What is known of the subject comes in with the command and is null for one
 * that is not known; {@code roleId} null means without a role.
 */
public sealed interface ResponsibilityCommand {

    /** Who answers for what, as what: at most one responsibility of the same three on each day. */
    record Holding(Subject subject, UUID employeeId, UUID roleId) {}

    record Assign(Holding holding, KnownSubject known, Interval interval) implements ResponsibilityCommand {}

    /** Takes one out of every date; {@code to} is compared only when it is given. */
    record Remove(Holding holding, KnownSubject known, Which which, LocalDate to) implements ResponsibilityCommand {}

    /** Gives one another end, null for none. */
    record Change(Holding holding, KnownSubject known, Which which, LocalDate to) implements ResponsibilityCommand {}

    /**
     * A row of an import.
     *
     * @param externalId of the employee, who was looked up by it
     * @param role the name to have the role by, null without role; the holding's role was looked up by it
     */
    record Import(Holding holding, KnownSubject known, Interval interval, String externalId, NamedRole role)
            implements ResponsibilityCommand {}

    /** {@code isNew}: nobody held the name, so the id is for a role that is made with it. */
    record NamedRole(String name, boolean isNew) {}

    /** One that asks for what cannot be; it keeps its place, and rests on what else it names as the others do. */
    record Impossible(Holding holding, Refused why) implements ResponsibilityCommand {}

    /** What customer-service asks for: answered in any case. */
    record Answer(Holding holding, KnownSubject known, LocalDate today) implements ResponsibilityCommand {}

    /** Which of the responsibilities of the same three is meant. */
    sealed interface Which {

        /** The one that starts on this day; null means the one without a start. */
        record StartingOn(LocalDate from) implements Which {}

        /** The only one that is in force or still to come. */
        record OnlyOne(LocalDate today) implements Which {}
    }
}
