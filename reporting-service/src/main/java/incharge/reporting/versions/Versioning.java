package incharge.reporting.versions;

import incharge.feed.Fact;
import incharge.reporting.facts.CustomersFact;
import incharge.reporting.facts.CustomersFact.CustomerArchived;
import incharge.reporting.facts.CustomersFact.CustomerDetailsChanged;
import incharge.reporting.facts.CustomersFact.CustomerGroupingRequested;
import incharge.reporting.facts.CustomersFact.CustomerGroupingWithdrawn;
import incharge.reporting.facts.CustomersFact.CustomerRegistered;
import incharge.reporting.facts.CustomersFact.CustomerRenamed;
import incharge.reporting.facts.CustomersFact.CustomerRenumbered;
import incharge.reporting.facts.CustomersFact.CustomerRestored;
import incharge.reporting.facts.CustomersFact.ProjectArchived;
import incharge.reporting.facts.CustomersFact.ProjectAssigneeRequested;
import incharge.reporting.facts.CustomersFact.ProjectAssigneeWithdrawn;
import incharge.reporting.facts.CustomersFact.ProjectChanged;
import incharge.reporting.facts.CustomersFact.ProjectOpened;
import incharge.reporting.facts.CustomersFact.ProjectRestored;
import incharge.reporting.facts.CustomersFact.ProjectStatusChanged;
import incharge.reporting.facts.CustomersFact.RequestedGrouping;
import incharge.reporting.facts.GroupingsFact;
import incharge.reporting.facts.GroupingsFact.CategoryChanged;
import incharge.reporting.facts.GroupingsFact.CategoryCreated;
import incharge.reporting.facts.GroupingsFact.CategoryDeleted;
import incharge.reporting.facts.GroupingsFact.CategoryRequestKept;
import incharge.reporting.facts.GroupingsFact.CustomerCategorised;
import incharge.reporting.facts.GroupingsFact.CustomerTagged;
import incharge.reporting.facts.GroupingsFact.CustomerUncategorised;
import incharge.reporting.facts.GroupingsFact.CustomerUntagged;
import incharge.reporting.facts.GroupingsFact.TagChanged;
import incharge.reporting.facts.GroupingsFact.TagCreated;
import incharge.reporting.facts.GroupingsFact.TagDeleted;
import incharge.reporting.facts.KnownFact;
import incharge.reporting.facts.ResponsibilitiesFact;
import incharge.reporting.facts.ResponsibilitiesFact.AssigneeRequestDeclined;
import incharge.reporting.facts.ResponsibilitiesFact.AssigneeRequestKept;
import incharge.reporting.facts.ResponsibilitiesFact.EmployeeAdded;
import incharge.reporting.facts.ResponsibilitiesFact.EmployeeChanged;
import incharge.reporting.facts.ResponsibilitiesFact.EmployeeDeleted;
import incharge.reporting.facts.ResponsibilitiesFact.ResponsibilityAssigned;
import incharge.reporting.facts.ResponsibilitiesFact.ResponsibilityChanged;
import incharge.reporting.facts.ResponsibilitiesFact.ResponsibilityRemoved;
import incharge.reporting.facts.ResponsibilitiesFact.RoleAdded;
import incharge.reporting.facts.ResponsibilitiesFact.RoleDeleted;
import incharge.reporting.facts.ResponsibilitiesFact.RoleRenamed;
import incharge.reporting.facts.ResponsibilitiesFact.Subject;
import incharge.reporting.facts.ResponsibilitiesFact.SubjectType;
import incharge.reporting.facts.ResponsibilitiesFact.TeamAdded;
import incharge.reporting.facts.ResponsibilitiesFact.TeamDeleted;
import incharge.reporting.facts.ResponsibilitiesFact.TeamRenamed;
import incharge.reporting.versions.Entry.Details;
import incharge.reporting.versions.Entry.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Says what a fact makes of the thing it is about. Pure: the same fact after the same version gives the same entry,
 * so delivering twice or rebuilding changes nothing. A fact looks only at things of its own topic.
 */
final class Versioning {

    private Versioning() {}

    /** Names the thing that the fact makes a version of; empty when it makes none. */
    static Optional<String> key(KnownFact fact) {
        return Optional.ofNullable(
                switch (fact) {
                    case CustomersFact of -> key(of);
                    case ResponsibilitiesFact of -> key(of);
                    case GroupingsFact of -> key(of);
                });
    }

    /**
     * @param before the thing's newest content, null when there is none
     * @throws IllegalStateException when the fact changes a thing that was never there
     */
    static Entry entry(Fact told, KnownFact fact, Content before) {
        return switch (fact) {
            case CustomersFact of -> entry(told, of, before);
            case ResponsibilitiesFact of -> entry(told, of, before);
            case GroupingsFact of -> entry(told, of, before);
        };
    }

    private static String key(CustomersFact fact) {
        return switch (fact) {
            case CustomerRegistered of -> customer(of.customerId());
            case CustomerRenumbered of -> customer(of.customerId());
            case CustomerRenamed of -> customer(of.customerId());
            case CustomerDetailsChanged of -> customer(of.customerId());
            case CustomerGroupingRequested of -> customer(of.customerId());
            case CustomerGroupingWithdrawn _ -> null;
            case CustomerArchived of -> customer(of.customerId());
            case CustomerRestored of -> customer(of.customerId());
            case ProjectOpened of -> project(of.projectId());
            case ProjectChanged of -> project(of.projectId());
            case ProjectStatusChanged of -> project(of.projectId());
            case ProjectAssigneeRequested _ -> null;
            case ProjectAssigneeWithdrawn _ -> null;
            case ProjectArchived of -> project(of.projectId());
            case ProjectRestored of -> project(of.projectId());
        };
    }

    private static String key(ResponsibilitiesFact fact) {
        return switch (fact) {
            case TeamAdded of -> Kind.TEAM.key(of.teamId());
            case TeamRenamed of -> Kind.TEAM.key(of.teamId());
            case TeamDeleted of -> Kind.TEAM.key(of.teamId());
            case RoleAdded of -> Kind.ROLE.key(of.roleId());
            case RoleRenamed of -> Kind.ROLE.key(of.roleId());
            case RoleDeleted of -> Kind.ROLE.key(of.roleId());
            case EmployeeAdded of -> Kind.EMPLOYEE.key(of.employeeId());
            case EmployeeChanged of -> Kind.EMPLOYEE.key(of.employeeId());
            case EmployeeDeleted of -> Kind.EMPLOYEE.key(of.employeeId());
            case ResponsibilityAssigned of -> responsibility(of.subject(), of.employeeId(), of.roleId(), of.from());
            case ResponsibilityChanged of -> responsibility(of.subject(), of.employeeId(), of.roleId(), of.from());
            case ResponsibilityRemoved of -> responsibility(of.subject(), of.employeeId(), of.roleId(), of.from());
            case AssigneeRequestDeclined _ -> null;
            case AssigneeRequestKept _ -> null;
        };
    }

    private static String key(GroupingsFact fact) {
        return switch (fact) {
            case CategoryCreated of -> Kind.CATEGORY.key(of.categoryId());
            case CategoryChanged of -> Kind.CATEGORY.key(of.categoryId());
            case CategoryDeleted of -> Kind.CATEGORY.key(of.categoryId());
            case TagCreated of -> Kind.TAG.key(of.tagId());
            case TagChanged of -> Kind.TAG.key(of.tagId());
            case TagDeleted of -> Kind.TAG.key(of.tagId());
            case CustomerCategorised of -> grouping(of.customerId());
            case CustomerUncategorised of -> grouping(of.customerId());
            case CategoryRequestKept of -> grouping(of.customerId());
            case CustomerTagged of -> grouping(of.customerId());
            case CustomerUntagged of -> grouping(of.customerId());
        };
    }

    private static String customer(UUID id) {
        return Kind.CUSTOMER.key(id);
    }

    private static String project(UUID id) {
        return Kind.PROJECT.key(id);
    }

    private static String grouping(UUID customer) {
        return Kind.GROUPING.key(customer);
    }

    /** A responsibility is known by subject, employee, role and the day it begins. */
    private static String responsibility(Subject subject, UUID employee, UUID role, LocalDate from) {
        return "responsibility:" + subject.id() + ":" + employee + ":" + (role == null ? "" : role) + ":"
                + (from == null ? "" : from);
    }

    private static Entry entry(Fact told, CustomersFact fact, Content before) {
        return switch (fact) {
            case CustomerRegistered(var id, var number, var name, var vatNumber, var since, var requested) ->
                of(
                        told,
                        id,
                        null,
                        Details.named(name, number, null),
                        new Content.Customer(
                                id,
                                number,
                                name,
                                vatNumber,
                                since,
                                time(told),
                                false,
                                asked(requested, told),
                                tagsAsked(null, requested, told)));
            case CustomerRenumbered(var id, var number, var previous) -> {
                var was = (Content.Customer) present(told, before);
                yield of(
                        told,
                        id,
                        null,
                        Details.named(null, number, previous),
                        new Content.Customer(
                                id,
                                number,
                                was.name(),
                                was.vatNumber(),
                                was.customerSince(),
                                was.createdAt(),
                                was.archived(),
                                was.asked(),
                                was.tagsAsked()));
            }
            case CustomerRenamed(var id, var name) -> {
                var was = (Content.Customer) present(told, before);
                yield of(
                        told,
                        id,
                        null,
                        Details.named(name, null, null),
                        new Content.Customer(
                                id,
                                was.number(),
                                name,
                                was.vatNumber(),
                                was.customerSince(),
                                was.createdAt(),
                                was.archived(),
                                was.asked(),
                                was.tagsAsked()));
            }
            case CustomerDetailsChanged(var id, var vatNumber, var since) -> {
                var was = (Content.Customer) present(told, before);
                yield of(
                        told,
                        id,
                        null,
                        Details.NONE,
                        new Content.Customer(
                                id,
                                was.number(),
                                was.name(),
                                vatNumber,
                                since,
                                was.createdAt(),
                                was.archived(),
                                was.asked(),
                                was.tagsAsked()));
            }
            case CustomerGroupingRequested(var id, var requested) -> {
                var was = (Content.Customer) present(told, before);
                var asked = asked(requested, told);
                yield of(
                        told,
                        id,
                        null,
                        Details.NONE,
                        new Content.Customer(
                                id,
                                was.number(),
                                was.name(),
                                was.vatNumber(),
                                was.customerSince(),
                                was.createdAt(),
                                was.archived(),
                                asked == null ? was.asked() : asked,
                                tagsAsked(was.tagsAsked(), requested, told)));
            }
            case CustomerGroupingWithdrawn(var id) -> nothing(told, id, null, null, Details.NONE);
            case CustomerArchived(var id) ->
                of(told, id, null, Details.NONE, archived((Content.Customer) present(told, before), true));
            case CustomerRestored(var id) ->
                of(told, id, null, Details.NONE, archived((Content.Customer) present(told, before), false));
            case ProjectOpened(
                    var id,
                    var customer,
                    var number,
                    var name,
                    var status,
                    var start,
                    var end,
                    var amount,
                    var employee) ->
                of(
                        told,
                        customer,
                        id,
                        employee,
                        Details.named(name, number, null),
                        Kind.PROJECT,
                        project(id),
                        new Content.Project(id, customer, number, name, status, start, end, money(amount), false),
                        false);
            case ProjectChanged(
                    var id,
                    var customer,
                    var number,
                    var name,
                    var start,
                    var end,
                    var amount,
                    var previousNumber) -> {
                var was = (Content.Project) present(told, before);
                yield of(
                        told,
                        customer,
                        id,
                        Details.named(name, number, previousNumber),
                        new Content.Project(
                                id, customer, number, name, was.status(), start, end, money(amount), was.archived()));
            }
            case ProjectStatusChanged(var id, var customer, var status) -> {
                var was = (Content.Project) present(told, before);
                yield of(
                        told,
                        customer,
                        id,
                        Details.status(status),
                        new Content.Project(
                                id,
                                customer,
                                was.number(),
                                was.name(),
                                status,
                                was.start(),
                                was.end(),
                                was.amount(),
                                was.archived()));
            }
            case ProjectAssigneeRequested(var id, var customer, var employee) ->
                nothing(told, customer, id, employee, Details.NONE);
            case ProjectAssigneeWithdrawn(var id, var customer, var employee) ->
                nothing(told, customer, id, employee, Details.NONE);
            case ProjectArchived(var id, var customer) ->
                of(told, customer, id, Details.NONE, archived((Content.Project) present(told, before), true));
            case ProjectRestored(var id, var customer) ->
                of(told, customer, id, Details.NONE, archived((Content.Project) present(told, before), false));
        };
    }

    private static Entry entry(Fact told, ResponsibilitiesFact fact, Content before) {
        return switch (fact) {
            case TeamAdded(var id, var name) -> made(told, fact, Kind.TEAM, name, new Content.Team(id, name));
            case TeamRenamed(var id, var name) -> made(told, fact, Kind.TEAM, name, new Content.Team(id, name));
            case TeamDeleted _ -> gone(told, fact, Kind.TEAM, present(told, before));
            case RoleAdded(var id, var name, var kind) ->
                made(told, fact, Kind.ROLE, name, new Content.Role(id, name, kind == SubjectType.PROJECT));
            case RoleRenamed(var id, var name) ->
                made(
                        told,
                        fact,
                        Kind.ROLE,
                        name,
                        new Content.Role(id, name, ((Content.Role) present(told, before)).ofProjects()));
            case RoleDeleted _ -> gone(told, fact, Kind.ROLE, present(told, before));
            case EmployeeAdded of ->
                employee(
                        told,
                        fact,
                        new Content.Employee(
                                of.employeeId(),
                                of.externalId(),
                                of.name(),
                                of.email(),
                                of.phone(),
                                of.title(),
                                of.teamId(),
                                of.seller(),
                                of.sellerInfo(),
                                of.active()),
                        false);
            case EmployeeChanged of ->
                employee(
                        told,
                        fact,
                        new Content.Employee(
                                of.employeeId(),
                                of.externalId(),
                                of.name(),
                                of.email(),
                                of.phone(),
                                of.title(),
                                of.teamId(),
                                of.seller(),
                                of.sellerInfo(),
                                of.active()),
                        false);
            case EmployeeDeleted _ -> employee(told, fact, (Content.Employee) present(told, before), true);
            case ResponsibilityAssigned(var subject, var customer, var employee, var role, var from, var to) ->
                responsibility(told, fact, subject, customer, employee, role, from, to, null, false);
            case ResponsibilityChanged(
                    var subject,
                    var customer,
                    var employee,
                    var role,
                    var from,
                    var to,
                    var previousTo) ->
                responsibility(told, fact, subject, customer, employee, role, from, to, previousTo, false);
            case ResponsibilityRemoved(var subject, var customer, var employee, var role, var from, var to) ->
                responsibility(told, fact, subject, customer, employee, role, from, to, null, true);
            case AssigneeRequestDeclined(var subject, var customer, var employee, var code) ->
                nothing(told, customer, projectOf(subject), employee, Details.code(code));
            case AssigneeRequestKept(var subject, var customer, var employee) ->
                nothing(told, customer, projectOf(subject), employee, Details.NONE);
        };
    }

    private static Entry entry(Fact told, GroupingsFact fact, Content before) {
        return switch (fact) {
            case CategoryCreated(var id, var name, var start, var accounts, var targets, var sellers) ->
                made(told, fact, Kind.CATEGORY, name, category(id, name, start, accounts, targets, sellers));
            case CategoryChanged(var id, var name, var start, var accounts, var targets, var sellers) ->
                made(told, fact, Kind.CATEGORY, name, category(id, name, start, accounts, targets, sellers));
            case CategoryDeleted _ -> gone(told, fact, Kind.CATEGORY, present(told, before));
            case TagCreated(var id, var name, var description) ->
                made(told, fact, Kind.TAG, name, new Content.Tag(id, name, description));
            case TagChanged(var id, var name, var description) ->
                made(told, fact, Kind.TAG, name, new Content.Tag(id, name, description));
            case TagDeleted _ -> gone(told, fact, Kind.TAG, present(told, before));
            case CustomerCategorised(var customer, var category, var movedFrom, var answering) -> {
                var was = grouping(customer, before);
                yield grouped(
                        told,
                        Details.category(category, movedFrom, null),
                        new Content.Grouping(customer, category, was.tags(), answered(was, answering), was.taken()));
            }
            case CustomerUncategorised(var customer, var movedFrom) -> {
                var was = grouping(customer, before);
                yield grouped(
                        told,
                        Details.category(null, movedFrom, null),
                        new Content.Grouping(customer, null, was.tags(), was.answered(), was.taken()));
            }
            case CategoryRequestKept(var customer, var category, var answering, var code) -> {
                var was = grouping(customer, before);
                yield grouped(
                        told,
                        Details.category(category, null, code),
                        new Content.Grouping(
                                customer, was.category(), was.tags(), answered(was, answering), was.taken()));
            }
            case CustomerTagged(var customer, var tag, var answering) -> {
                var was = grouping(customer, before);
                var tags = new ArrayList<>(was.tags());
                if (!tags.contains(tag)) {
                    tags.add(tag);
                }
                yield grouped(
                        told,
                        Details.tag(tag),
                        new Content.Grouping(
                                customer,
                                was.category(),
                                List.copyOf(tags),
                                answered(was, answering),
                                without(was.taken(), tag)));
            }
            case CustomerUntagged(var customer, var tag) -> {
                var was = grouping(customer, before);
                yield grouped(
                        told,
                        Details.tag(tag),
                        new Content.Grouping(
                                customer,
                                was.category(),
                                was.tags().stream()
                                        .filter(other -> !other.equals(tag))
                                        .toList(),
                                was.answered(),
                                with(was.taken(), tag)));
            }
        };
    }

    private static Content present(Fact told, Content before) {
        if (before == null) {
            throw new IllegalStateException(
                    told.type() + " at " + told.sequence() + " of " + told.topic() + " is about a thing never told of");
        }
        return before;
    }

    private static Content.Customer archived(Content.Customer was, boolean archived) {
        return new Content.Customer(
                was.id(),
                was.number(),
                was.name(),
                was.vatNumber(),
                was.customerSince(),
                was.createdAt(),
                archived,
                was.asked(),
                was.tagsAsked());
    }

    private static Content.Project archived(Content.Project was, boolean archived) {
        return new Content.Project(
                was.id(),
                was.customer(),
                was.number(),
                was.name(),
                was.status(),
                was.start(),
                was.end(),
                was.amount(),
                archived);
    }

    private static Content.Asked asked(RequestedGrouping requested, Fact told) {
        var category = requested == null ? null : requested.category();
        return category == null || (category.id() == null && category.name() == null)
                ? null
                : new Content.Asked(category.id(), category.name(), told.sequence());
    }

    /** Asking again for what was asked before waits for a new answer. */
    private static List<Content.Asked> tagsAsked(List<Content.Asked> before, RequestedGrouping requested, Fact told) {
        if (requested == null || requested.tags() == null || requested.tags().isEmpty()) {
            return before;
        }
        var all = new LinkedHashMap<Object, Content.Asked>();
        if (before != null) {
            before.forEach(asked -> all.put(asked.id() != null ? asked.id() : plain(asked.name()), asked));
        }
        for (var tag : requested.tags()) {
            if (tag.id() != null) {
                all.put(tag.id(), new Content.Asked(tag.id(), null, told.sequence()));
            } else if (tag.name() != null) {
                all.put(plain(tag.name()), new Content.Asked(null, tag.name(), told.sequence()));
            }
        }
        return all.isEmpty() ? null : List.copyOf(all.values());
    }

    /** Names are the same without regard to case. */
    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static List<UUID> with(List<UUID> taken, UUID tag) {
        var others = without(taken, tag);
        var all = new ArrayList<UUID>(others == null ? List.of() : others);
        all.add(tag);
        return List.copyOf(all);
    }

    private static List<UUID> without(List<UUID> taken, UUID tag) {
        if (taken == null) {
            return null;
        }
        var left = taken.stream().filter(other -> !other.equals(tag)).toList();
        return left.isEmpty() ? null : left;
    }

    private static Content.Money money(CustomersFact.Money money) {
        return money == null ? null : new Content.Money(money.amount(), money.currency());
    }

    private static Content.Category category(
            UUID id,
            String name,
            Long start,
            GroupingsFact.Accounts accounts,
            List<String> targets,
            List<UUID> sellers) {
        return new Content.Category(
                id,
                name,
                start,
                accounts == null ? null : accounts.ledger(),
                accounts == null ? null : accounts.debtorControl(),
                targets == null ? List.of() : targets,
                sellers == null ? List.of() : sellers);
    }

    private static Content.Grouping grouping(UUID customer, Content before) {
        return before == null ? new Content.Grouping(customer, null, List.of(), 0, null) : (Content.Grouping) before;
    }

    private static long answered(Content.Grouping was, Long answering) {
        return answering == null ? was.answered() : Math.max(was.answered(), answering);
    }

    private static UUID projectOf(Subject subject) {
        return subject.type() == SubjectType.PROJECT ? subject.id() : null;
    }

    private static Entry of(Fact told, UUID customer, UUID project, Details details, Content.Customer content) {
        return of(told, customer, project, null, details, Kind.CUSTOMER, customer(customer), content, false);
    }

    private static Entry of(Fact told, UUID customer, UUID project, Details details, Content.Project content) {
        return of(told, customer, project, null, details, Kind.PROJECT, project(project), content, false);
    }

    private static Entry made(Fact told, KnownFact fact, Kind kind, String name, Content content) {
        return of(told, null, null, null, Details.named(name, null, null), kind, keyOf(fact), content, false);
    }

    private static Entry gone(Fact told, KnownFact fact, Kind kind, Content last) {
        return of(told, null, null, null, Details.NONE, kind, keyOf(fact), last, true);
    }

    private static Entry employee(Fact told, KnownFact fact, Content.Employee content, boolean gone) {
        var details = Details.named(content.name(), content.externalId(), null);
        return of(told, null, null, content.id(), details, Kind.EMPLOYEE, keyOf(fact), content, gone);
    }

    private static Entry responsibility(
            Fact told,
            KnownFact fact,
            Subject subject,
            UUID customer,
            UUID employee,
            UUID role,
            LocalDate from,
            LocalDate to,
            LocalDate previousTo,
            boolean gone) {
        var project = projectOf(subject);
        return of(
                told,
                customer,
                project,
                employee,
                Details.interval(role, from, to, previousTo),
                Kind.RESPONSIBILITY,
                keyOf(fact),
                new Content.Responsibility(customer, project, employee, role, from, to),
                gone);
    }

    private static Entry grouped(Fact told, Details details, Content.Grouping content) {
        return of(
                told,
                content.customer(),
                null,
                null,
                details,
                Kind.GROUPING,
                grouping(content.customer()),
                content,
                false);
    }

    private static Entry nothing(Fact told, UUID customer, UUID project, UUID employee, Details details) {
        return entry(told, customer, project, employee, details, null);
    }

    private static Entry of(
            Fact told,
            UUID customer,
            UUID project,
            UUID employee,
            Details details,
            Kind kind,
            String key,
            Content content,
            boolean gone) {
        return entry(told, customer, project, employee, details, new Version(kind, key, content, gone, Version.OPEN));
    }

    private static Entry entry(
            Fact told, UUID customer, UUID project, UUID employee, Details details, Version version) {
        return new Entry(
                told.sequence(),
                told.time(),
                told.type(),
                told.actor(),
                told.commandId(),
                told.reason(),
                customer,
                project,
                employee,
                details,
                version);
    }

    private static String keyOf(KnownFact fact) {
        return key(fact).orElseThrow();
    }

    /** Milliseconds are what the database keeps; so a view says the same before and after it was stored. */
    private static Instant time(Fact told) {
        return Instant.ofEpochMilli(told.time().toEpochMilli());
    }
}
