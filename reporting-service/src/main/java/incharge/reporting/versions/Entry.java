package incharge.reporting.versions;

import incharge.feed.Fact;
import incharge.feed.KeyRing;
import incharge.reporting.facts.CustomersFact.ThingType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
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
        Command command,
        UUID customer,
        UUID project,
        UUID employee,
        Details details,
        Version version) {

    /** The types of events that put a customer into a category, or gave it a tag, or took it out. */
    static final Set<String> MEMBERSHIPS =
            Set.of("CustomerCategorised", "CustomerUncategorised", "CustomerTagged", "CustomerUntagged");

    /** The types of things that a timeline shows as interactions with a customer. */
    static final Set<ThingType> INTERACTIONS =
            EnumSet.of(ThingType.NOTE, ThingType.COMMENT, ThingType.ACTIVITY, ThingType.SALES_CASE);

    /** The type of the event after which the texts about a person can be opened no more. */
    public static final String PERSON_ERASED = "PersonErased";

    /** The type of the event with which a service completes that. */
    public static final String ERASURE_COMPLETED = "ErasureCompleted";

    /** The types of events that give a customer its name. */
    private static final Set<String> NAMING = Set.of("CustomerRegistered", "CustomerRenamed");

    /**
     * The command that caused an event.
     *
     * @param source the word for how it came about as a caller gives it, null in older logs
     * @param kind what the product itself made it as: import, undo or request; null for a command of a caller
     * @param undoes the id of the command whose change of the same thing this event takes back; null for none
     * @param first whether the event is the first of its command among the {@link Entry#isOfBatch changes of batches}
     *     of responsibilities
     */
    public record Command(
            String id, String actor, String reason, String source, String kind, String undoes, boolean first) {

        static final String BY_UNDO = "undo";
        static final String BY_REQUEST = "request";
        private static final String BY_IMPORT = "import";

        boolean isUndo() {
            return BY_UNDO.equals(kind);
        }

        /** Returns whether it was a part of an import, or took one back: neither is undone as a batch. */
        boolean isImport() {
            return BY_IMPORT.equals(kind);
        }

        boolean isRequest() {
            return BY_REQUEST.equals(kind);
        }

        /**
         * Returns whether a batch of it can be undone. An older log does not show whether it was a part of an import.
         */
        boolean isUndoable() {
            return source != null && !isImport();
        }

        /** Returns a command of an older log that its event shows to be of a kind. */
        Command known(String ofKind) {
            return new Command(id, actor, reason, ofKind, ofKind, undoes, first);
        }

        Command undoingImport() {
            return new Command(id, actor, reason, source, BY_IMPORT, undoes, first);
        }

        Command undoing(String other) {
            return new Command(id, actor, reason, source, kind, other, first);
        }

        Command beginning() {
            return new Command(id, actor, reason, source, kind, undoes, true);
        }
    }

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

        Version with(Content other) {
            return new Version(other, gone, until);
        }

        Kind kind() {
            return Kind.of(content);
        }

        /** Identifies the entity within its source. */
        String key() {
            return Kind.key(content);
        }
    }

    /**
     * What a history shows of the event beside the entities it concerns; unused fields are null.
     *
     * @param name that the event gave; that of a person is null and lies in the version alone, so that it is sealed
     * @param person whose erasure the event completes, or the contact who is erased with it
     */
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
            String code,
            UUID movedTo,
            UUID person) {

        static final Details NONE =
                new Details(null, null, null, null, null, null, null, null, null, null, null, null, null, null);

        // the parameter of each method hides the field that it replaces

        Details withName(String name) {
            return new Details(
                    name,
                    number,
                    previousNumber,
                    status,
                    role,
                    from,
                    to,
                    previousTo,
                    category,
                    movedFrom,
                    tag,
                    code,
                    movedTo,
                    person);
        }

        Details withNumber(String number) {
            return new Details(
                    name,
                    number,
                    previousNumber,
                    status,
                    role,
                    from,
                    to,
                    previousTo,
                    category,
                    movedFrom,
                    tag,
                    code,
                    movedTo,
                    person);
        }

        Details withPreviousNumber(String previousNumber) {
            return new Details(
                    name,
                    number,
                    previousNumber,
                    status,
                    role,
                    from,
                    to,
                    previousTo,
                    category,
                    movedFrom,
                    tag,
                    code,
                    movedTo,
                    person);
        }

        Details withStatus(String status) {
            return new Details(
                    name,
                    number,
                    previousNumber,
                    status,
                    role,
                    from,
                    to,
                    previousTo,
                    category,
                    movedFrom,
                    tag,
                    code,
                    movedTo,
                    person);
        }

        Details withInterval(UUID role, LocalDate from, LocalDate to) {
            return new Details(
                    name,
                    number,
                    previousNumber,
                    status,
                    role,
                    from,
                    to,
                    previousTo,
                    category,
                    movedFrom,
                    tag,
                    code,
                    movedTo,
                    person);
        }

        Details withPreviousTo(LocalDate previousTo) {
            return new Details(
                    name,
                    number,
                    previousNumber,
                    status,
                    role,
                    from,
                    to,
                    previousTo,
                    category,
                    movedFrom,
                    tag,
                    code,
                    movedTo,
                    person);
        }

        Details withCategory(UUID category) {
            return new Details(
                    name,
                    number,
                    previousNumber,
                    status,
                    role,
                    from,
                    to,
                    previousTo,
                    category,
                    movedFrom,
                    tag,
                    code,
                    movedTo,
                    person);
        }

        Details withMovedFrom(UUID movedFrom) {
            return new Details(
                    name,
                    number,
                    previousNumber,
                    status,
                    role,
                    from,
                    to,
                    previousTo,
                    category,
                    movedFrom,
                    tag,
                    code,
                    movedTo,
                    person);
        }

        Details withTag(UUID tag) {
            return new Details(
                    name,
                    number,
                    previousNumber,
                    status,
                    role,
                    from,
                    to,
                    previousTo,
                    category,
                    movedFrom,
                    tag,
                    code,
                    movedTo,
                    person);
        }

        Details withMovedTo(UUID movedTo) {
            return new Details(
                    name,
                    number,
                    previousNumber,
                    status,
                    role,
                    from,
                    to,
                    previousTo,
                    category,
                    movedFrom,
                    tag,
                    code,
                    movedTo,
                    person);
        }

        Details withPerson(UUID person) {
            return new Details(
                    name,
                    number,
                    previousNumber,
                    status,
                    role,
                    from,
                    to,
                    previousTo,
                    category,
                    movedFrom,
                    tag,
                    code,
                    movedTo,
                    person);
        }

        Details withCode(String code) {
            return new Details(
                    name,
                    number,
                    previousNumber,
                    status,
                    role,
                    from,
                    to,
                    previousTo,
                    category,
                    movedFrom,
                    tag,
                    code,
                    movedTo,
                    person);
        }
    }

    /**
     * The entity that an entry is about: {@code type} is customer, project, team, role, employee, category, tag,
     * settings or account.
     */
    public record Subject(String type, UUID id) {}

    /** Returns the entry of a fact that concerns nothing yet. */
    static Entry of(Fact fact) {
        return new Entry(
                fact.sequence(),
                // milliseconds are what the database keeps: so an entry is equal before and after it was stored
                Instant.ofEpochMilli(fact.time().toEpochMilli()),
                fact.type(),
                new Command(
                        fact.commandId(),
                        fact.actor(),
                        fact.reason(),
                        fact.commandSource(),
                        fact.commandKind(),
                        null,
                        false),
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

    Entry withCommand(Command of) {
        return new Entry(sequence, time, type, of, customer, project, employee, details, version);
    }

    /** Returns the entry as it is when a later event made the next version. */
    Entry until(long later) {
        return withVersion(version.until(later));
    }

    private Entry with(UUID newCustomer, UUID newProject, UUID newEmployee, Details newDetails, Version newVersion) {
        return new Entry(sequence, time, type, command, newCustomer, newProject, newEmployee, newDetails, newVersion);
    }

    public String actor() {
        return command.actor();
    }

    public String commandId() {
        return command.id();
    }

    public String reason() {
        return command.reason();
    }

    /** Returns the id of the person who is erased with it; null for none. */
    public UUID erased() {
        if (!type.equals(PERSON_ERASED)) {
            return null;
        }
        if (isContactErased()) {
            return details.person();
        }
        return employee == null ? customer : employee;
    }

    /** Returns whether a contact of the customer is erased with it. */
    public boolean isContactErased() {
        return type.equals(PERSON_ERASED) && details.person() != null;
    }

    /** Returns the person whose name, as the event gave it, a history shows as a detail; null for none. */
    public Content.Person named() {
        return version == null
                ? null
                : switch (version.content()) {
                    case Content.Employee of -> of;
                    case Content.Customer of -> of.person() && NAMING.contains(type) ? of : null;
                    case Content.Team _,
                            Content.Role _,
                            Content.Category _,
                            Content.Tag _,
                            Content.Settings _,
                            Content.Account _,
                            Content.Project _,
                            Content.Responsibility _,
                            Content.Grouping _,
                            Content.Thing _ -> null;
                };
    }

    /** Returns the same without the texts about persons that it has a sealed form of. */
    public Entry sealed() {
        return version == null
                ? this
                : withVersion(version.with(version.content().stored()));
    }

    /** Returns the thing on a card that it made a version of, or took away; null for none. */
    public Content.Thing thing() {
        return version != null && version.content() instanceof Content.Thing thing ? thing : null;
    }

    /** Returns the entry with its texts, as far as the keys open them. */
    Entry opened(KeyRing keys) {
        return version == null
                ? this
                : withVersion(version.with(version.content().opened(keys)));
    }

    /** Returns whether it is about an interaction with a customer. */
    public boolean isInteraction() {
        return thing() != null && INTERACTIONS.contains(thing().type());
    }

    /** Returns whether it is about the category or a tag of a customer. */
    public boolean isMembership() {
        return MEMBERSHIPS.contains(type);
    }

    /**
     * Returns whether it is a change of a batch, which an undo of the batch takes back. What a request made of
     * categories and tags stays, since others may use it by now.
     */
    public boolean isOfBatch() {
        return command.isUndoable() && (isOfResponsibility() || (isOfGroup() && !command.isRequest()));
    }

    private boolean isOfGroup() {
        return isMembership()
                || (version != null
                        && (version.content() instanceof Content.Category || version.content() instanceof Content.Tag));
    }

    boolean isOfResponsibilityBatch() {
        return command.isUndoable() && isOfResponsibility();
    }

    private boolean isOfResponsibility() {
        return version != null && version.content() instanceof Content.Responsibility;
    }

    /**
     * Identifies what an undo takes back as one: a responsibility, the category of a customer, a tag of a customer, or
     * an entity. Null for an event that changed nothing.
     */
    String undoable() {
        if (isMembership()) {
            return (details.tag() == null ? "category" : details.tag()) + ":" + customer;
        }
        return version == null ? null : version.key();
    }

    /** Returns the entity that the entry is about, or null when no view shows it. */
    public Subject subject() {
        if (version != null && version.content() instanceof Content.Thing of) {
            return new Subject(of.type().word(), of.id());
        }
        if (isContactErased()) {
            return new Subject(ThingType.CONTACT.word(), details.person());
        }
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
                    case Content.Settings of -> new Subject("settings", of.id());
                    case Content.Account of -> new Subject("account", of.id());
                    case Content.Customer _,
                            Content.Project _,
                            Content.Responsibility _,
                            Content.Grouping _,
                            Content.Thing _ -> null;
                };
    }
}
