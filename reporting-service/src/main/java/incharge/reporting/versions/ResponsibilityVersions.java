package incharge.reporting.versions;

import incharge.feed.Fact;
import incharge.reporting.facts.ResponsibilitiesFact;
import incharge.reporting.facts.ResponsibilitiesFact.AssigneeRequestDeclined;
import incharge.reporting.facts.ResponsibilitiesFact.AssigneeRequestKept;
import incharge.reporting.facts.ResponsibilitiesFact.EmployeeAdded;
import incharge.reporting.facts.ResponsibilitiesFact.EmployeeDeleted;
import incharge.reporting.facts.ResponsibilitiesFact.EmployeeState;
import incharge.reporting.facts.ResponsibilitiesFact.ErasureCompleted;
import incharge.reporting.facts.ResponsibilitiesFact.OwnerRoleChanged;
import incharge.reporting.facts.ResponsibilitiesFact.PersonErased;
import incharge.reporting.facts.ResponsibilitiesFact.ResponsibilityAssigned;
import incharge.reporting.facts.ResponsibilitiesFact.ResponsibilityChanged;
import incharge.reporting.facts.ResponsibilitiesFact.ResponsibilityRemoved;
import incharge.reporting.facts.ResponsibilitiesFact.ResponsibilityState;
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
import java.util.UUID;

/** Makes the entries of {@code incharge.responsibilities}: versions of employees, teams, roles and responsibilities. */
final class ResponsibilityVersions {

    private ResponsibilityVersions() {}

    /** Returns what {@link Versioning#key} returns, or null for no version. */
    static String key(ResponsibilitiesFact fact) {
        return switch (fact) {
            case TeamAdded of -> Kind.TEAM.key(of.teamId());
            case TeamRenamed of -> Kind.TEAM.key(of.teamId());
            case TeamDeleted of -> Kind.TEAM.key(of.teamId());
            case RoleAdded of -> Kind.ROLE.key(of.roleId());
            case RoleRenamed of -> Kind.ROLE.key(of.roleId());
            case OwnerRoleChanged of -> Kind.ROLE.key(of.roleId());
            case RoleDeleted of -> Kind.ROLE.key(of.roleId());
            case EmployeeState of -> Kind.EMPLOYEE.key(of.employeeId());
            case EmployeeDeleted of -> Kind.EMPLOYEE.key(of.employeeId());
            case PersonErased of -> Kind.EMPLOYEE.key(of.personId());
            case ResponsibilityState of -> Kind.key(content(of));
            case AssigneeRequestDeclined _ -> null;
            case AssigneeRequestKept _ -> null;
            case ErasureCompleted _ -> null;
        };
    }

    static boolean begins(ResponsibilitiesFact fact) {
        return fact instanceof TeamAdded
                || fact instanceof RoleAdded
                || fact instanceof EmployeeAdded
                || fact instanceof ResponsibilityAssigned;
    }

    static Entry entry(Fact event, ResponsibilitiesFact fact, Version newest) {
        Content before = Versioning.content(newest);
        return switch (fact) {
            case TeamAdded(var id, var name) -> named(event, name, new Content.Team(id, name));
            case TeamRenamed(var id, var name) -> named(event, name, new Content.Team(id, name));
            case TeamDeleted _ -> deleted(event, before);
            case RoleAdded(var id, var name, var kind) ->
                named(event, name, new Content.Role(id, name, kind == SubjectType.PROJECT, false));
            case RoleRenamed(var _, var name) ->
                named(event, name, role(event, before).withName(name));
            case OwnerRoleChanged(var _, var owner) ->
                Entry.of(event).withVersion(Version.of(role(event, before).withOwner(owner)));
            case RoleDeleted _ -> deleted(event, before);
            case EmployeeState of -> employee(event, Version.of(content(event, of)));
            case EmployeeDeleted _ -> {
                Content.Employee last = Versioning.existing(event, before, Content.Employee.class);
                yield employee(event, Version.gone(last));
            }
            case PersonErased(var id) -> erased(event, id, newest);
            case ResponsibilityAssigned of -> responsibility(event, Version.of(content(of)));
            case ResponsibilityChanged of -> changed(event, of);
            case ResponsibilityRemoved of -> responsibility(event, Version.gone(content(of)));
            case AssigneeRequestDeclined(var subject, var customer, var employee, var code) ->
                concerning(event, customer, project(subject), employee).withDetails(Details.NONE.withCode(code));
            case AssigneeRequestKept(var subject, var customer, var employee) ->
                concerning(event, customer, project(subject), employee);
            case ErasureCompleted(var person) -> Entry.of(event).withDetails(Details.NONE.withPerson(person));
        };
    }

    /** A deleted employee is erased too: views name the actors of old events, and a history those who were deleted. */
    private static Entry erased(Fact event, UUID id, Version newest) {
        return newest != null && newest.content() instanceof Content.Employee last
                ? employee(event, newest.with(last.withoutTexts()))
                : Entry.of(event).withEmployee(id);
    }

    private static Content.Role role(Fact event, Content before) {
        return Versioning.existing(event, before, Content.Role.class);
    }

    private static Entry named(Fact event, String name, Content content) {
        return Entry.of(event).withDetails(Details.NONE.withName(name)).withVersion(Version.of(content));
    }

    private static Entry deleted(Fact event, Content before) {
        Content last = Versioning.existing(event, before, Content.class);
        return Entry.of(event).withVersion(Version.gone(last));
    }

    private static Entry employee(Fact event, Version version) {
        var content = (Content.Employee) version.content();
        return Entry.of(event)
                .withEmployee(content.id())
                .withDetails(Details.NONE.withNumber(content.externalId()))
                .withVersion(version);
    }

    private static Content.Employee content(Fact event, EmployeeState fact) {
        return new Content.Employee(
                fact.employeeId(),
                fact.externalId(),
                fact.name(),
                fact.email(),
                fact.phone(),
                fact.title(),
                fact.teamId(),
                fact.seller(),
                fact.sellerInfo(),
                fact.active(),
                event.sealed().orElse(null));
    }

    private static Entry changed(Fact event, ResponsibilityChanged fact) {
        Content.Responsibility content = content(fact);
        return responsibility(event, Version.of(content))
                .withDetails(interval(content).withPreviousTo(fact.previousTo()));
    }

    private static Details interval(Content.Responsibility content) {
        return Details.NONE.withInterval(content.role(), content.from(), content.to());
    }

    private static Entry responsibility(Fact event, Version version) {
        var content = (Content.Responsibility) version.content();
        return concerning(event, content.customer(), content.project(), content.employee())
                .withDetails(interval(content))
                .withVersion(version);
    }

    private static Content.Responsibility content(ResponsibilityState fact) {
        return new Content.Responsibility(
                fact.customerId(), project(fact.subject()), fact.employeeId(), fact.roleId(), fact.from(), fact.to());
    }

    private static Entry concerning(Fact event, UUID customer, UUID project, UUID employee) {
        return Entry.of(event).withProject(customer, project).withEmployee(employee);
    }

    /** Returns the project's id, or null when the subject is a customer. */
    private static UUID project(Subject subject) {
        return subject.type() == SubjectType.PROJECT ? subject.id() : null;
    }
}
