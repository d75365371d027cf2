package incharge.reporting.versions;

import incharge.feed.Fact;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * The trace of one event: who did what, when and why, which entities it concerns, and the version it made, if any.
 *
 * @param sequence the event's position in its log; an event makes at most one entry, so this is the entry's identity
 * @param type the event's name, such as {@code CustomerRegistered}
 * @param customer the customer concerned, also where one of its projects is; null for none
 * @param version null when the event changed nothing that a view shows
 */
public record Entry(
        long sequence,
        Instant time,
        String type,
        String actor,
        String commandId,
        String reason,
        UUID customer,
        UUID project,
        UUID employee,
        Details details,
        Version version) {

    /**
     * One version of one entity, valid from its entry's event until the event at {@code until}.
     *
     * @param content the entity's state; its last one when it is {@code gone}
     * @param until {@link #OPEN} while it is the newest
     */
    public record Version(Content content, boolean gone, long until) {
        public static final long OPEN = Long.MAX_VALUE;

        static Version of(Content content) {
            return new Version(content, false, OPEN);
        }

        /** Returns the last version of an entity that is deleted. */
        static Version gone(Content last) {
            return new Version(last, true, OPEN);
        }

        Version until(long sequence) {
            return new Version(content, gone, sequence);
        }

        Kind kind() {
            return Kind.of(content);
        }

        /** Identifies the entity within its source. */
        String key() {
            return Kind.key(content);
        }
    }

    /** What a history shows of the event beside the entities it concerns; unused fields are null. */
    public record Details(
            String name,
            String number,
            String previousNumber,
            String status,
            UUID role,
            LocalDate from,
            LocalDate to,
            LocalDate previousTo,
            UUID category,
            UUID movedFrom,
            UUID tag,
            String code) {

        static final Details NONE = new Details(null, null, null, null, null, null, null, null, null, null, null, null);

        // the parameter of each method hides the field that it replaces

        Details withName(String name) {
            return new Details(
                    name, number, previousNumber, status, role, from, to, previousTo, category, movedFrom, tag, code);
        }

        Details withNumber(String number) {
            return new Details(
                    name, number, previousNumber, status, role, from, to, previousTo, category, movedFrom, tag, code);
        }

        Details withPreviousNumber(String previousNumber) {
            return new Details(
                    name, number, previousNumber, status, role, from, to, previousTo, category, movedFrom, tag, code);
        }

        Details withStatus(String status) {
            return new Details(
                    name, number, previousNumber, status, role, from, to, previousTo, category, movedFrom, tag, code);
        }

        Details withInterval(UUID role, LocalDate from, LocalDate to) {
            return new Details(
                    name, number, previousNumber, status, role, from, to, previousTo, category, movedFrom, tag, code);
        }

        Details withPreviousTo(LocalDate previousTo) {
            return new Details(
                    name, number, previousNumber, status, role, from, to, previousTo, category, movedFrom, tag, code);
        }

        Details withCategory(UUID category) {
            return new Details(
                    name, number, previousNumber, status, role, from, to, previousTo, category, movedFrom, tag, code);
        }

        Details withMovedFrom(UUID movedFrom) {
            return new Details(
                    name, number, previousNumber, status, role, from, to, previousTo, category, movedFrom, tag, code);
        }

        Details withTag(UUID tag) {
            return new Details(
                    name, number, previousNumber, status, role, from, to, previousTo, category, movedFrom, tag, code);
        }

        Details withCode(String code) {
            return new Details(
                    name, number, previousNumber, status, role, from, to, previousTo, category, movedFrom, tag, code);
        }
    }

    /** The entity that an entry is about: {@code type} is customer, project, team, role, employee, category or tag. */
    public record Subject(String type, UUID id) {}

    /** Returns the entry of a fact that concerns nothing yet. */
    static Entry of(Fact fact) {
        return new Entry(
                fact.sequence(),
                // milliseconds are what the database keeps: so an entry is equal before and after it was stored
                Instant.ofEpochMilli(fact.time().toEpochMilli()),
                fact.type(),
                fact.actor(),
                fact.commandId(),
                fact.reason(),
                null,
                null,
                null,
                Details.NONE,
                null);
    }

    Entry withCustomer(UUID concerned) {
        return with(concerned, project, employee, details, version);
    }

    /** Concerns a customer's project, or the customer alone when {@code concernedProject} is null. */
    Entry withProject(UUID ofCustomer, UUID concernedProject) {
        return with(ofCustomer, concernedProject, employee, details, version);
    }

    Entry withEmployee(UUID concerned) {
        return with(customer, project, concerned, details, version);
    }

    Entry withDetails(Details shown) {
        return with(customer, project, employee, shown, version);
    }

    Entry withVersion(Version made) {
        return with(customer, project, employee, details, made);
    }

    /** Returns the entry as it is when a later event made the next version. */
    Entry until(long later) {
        return withVersion(version.until(later));
    }

    private Entry with(UUID newCustomer, UUID newProject, UUID newEmployee, Details newDetails, Version newVersion) {
        return new Entry(
                sequence,
                time,
                type,
                actor,
                commandId,
                reason,
                newCustomer,
                newProject,
                newEmployee,
                newDetails,
                newVersion);
    }

    /** Returns the entity that the entry is about, or null when no view shows it. */
    public Subject subject() {
        if (project != null) {
            return new Subject("project", project);
        }
        if (customer != null) {
            return new Subject("customer", customer);
        }
        return version == null
                ? null
                : switch (version.content()) {
                    case Content.Team of -> new Subject("team", of.id());
                    case Content.Role of -> new Subject("role", of.id());
                    case Content.Employee of -> new Subject("employee", of.id());
                    case Content.Category of -> new Subject("category", of.id());
                    case Content.Tag of -> new Subject("tag", of.id());
                    case Content.Customer _, Content.Project _, Content.Responsibility _, Content.Grouping _ -> null;
                };
    }
}
