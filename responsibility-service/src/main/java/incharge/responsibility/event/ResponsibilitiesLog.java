package incharge.responsibility.event;

import incharge.eventstore.decider.Vocabulary;
import incharge.eventstore.erasure.ErasureAnswers;
import incharge.eventstore.log.Tag;
import incharge.http.NameKey;
import incharge.responsibility.event.EmployeeEvent.EmployeeAdded;
import incharge.responsibility.event.EmployeeEvent.EmployeeChanged;
import incharge.responsibility.event.EmployeeEvent.EmployeeDeleted;
import incharge.responsibility.event.EmployeeEvent.PersonErased;
import incharge.responsibility.event.ResponsibilityEvent.RequestAnswered;
import incharge.responsibility.event.ResponsibilityEvent.ResponsibilityAssigned;
import incharge.responsibility.event.ResponsibilityEvent.ResponsibilityChanged;
import incharge.responsibility.event.ResponsibilityEvent.ResponsibilityRemoved;
import incharge.responsibility.event.RoleEvent.OwnerRoleChanged;
import incharge.responsibility.event.RoleEvent.RoleAdded;
import incharge.responsibility.event.RoleEvent.RoleDeleted;
import incharge.responsibility.event.RoleEvent.RoleRenamed;
import incharge.responsibility.event.TeamEvent.TeamAdded;
import incharge.responsibility.event.TeamEvent.TeamDeleted;
import incharge.responsibility.event.TeamEvent.TeamRenamed;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The vocabulary of the log: its events and the tags that each of them bears.
 *
 * <p>A responsibility does not bear the tags of its employee and role but tags of its own for them: a decision that
 * loads whether an employee exists does not load all responsibilities of that employee. An assignment loads all events
 * of the employee and the deletion of the employee loads the assignments, so whichever of the two comes second sees the
 * other.
 */
public final class ResponsibilitiesLog {

    /** The version of the tags since which names and external ids are compared by {@link NameKey}. */
    private static final int TAGS_BY_NAME_KEY = 2;

    private static final String EXTERNAL_ID = "external-id";

    /** Only events of employees have texts about persons, and the subject of these is the employee. */
    public static final Vocabulary<ResponsibilitiesEvent> VOCABULARY = new Vocabulary<ResponsibilitiesEvent>(
                    "incharge.responsibilities",
                    ResponsibilitiesEvent.class,
                    ResponsibilitiesLog::tags,
                    TAGS_BY_NAME_KEY,
                    event -> subject(event).toString())
            .withPersons(event -> subject(event).toString(), EXTERNAL_ID);

    private ResponsibilitiesLog() {}

    public static Tag team(UUID id) {
        return Tag.of("team", id.toString());
    }

    /** Names of teams are unique by their {@link NameKey}. */
    public static Tag teamName(String name) {
        return Tag.of("team-name", NameKey.of(name));
    }

    public static Tag role(UUID id) {
        return Tag.of("role", id.toString());
    }

    /** Names of roles are unique among those of a kind, by their {@link NameKey}. */
    public static Tag roleName(SubjectType kind, String name) {
        return Tag.of("role-name", kind.text() + ":" + NameKey.of(name));
    }

    /** Marks what changed which role is that of the owners. */
    public static Tag ownerRole() {
        return Tag.of("owner-role", "customer");
    }

    public static Tag employee(UUID id) {
        return Tag.of("employee", id.toString());
    }

    /** External ids are unique by their {@link NameKey}. */
    public static Tag externalId(String externalId) {
        return Tag.of(EXTERNAL_ID, NameKey.of(externalId));
    }

    /** Marks an external id as it is written; a process of the version before finds it by this tag alone. */
    public static Tag writtenExternalId(String externalId) {
        return Tag.of(EXTERNAL_ID, externalId);
    }

    public static Tag responsibility(Assignment assignment) {
        String role = assignment.roleId() == null ? "-" : assignment.roleId().toString();
        return Tag.of("responsibility", assignment.subject().id() + "/" + assignment.employeeId() + "/" + role);
    }

    /** Marks the employee of a responsibility. */
    public static Tag assignee(UUID employeeId) {
        return Tag.of("assignee", employeeId.toString());
    }

    /** Marks the role of a responsibility. */
    public static Tag inRole(UUID roleId) {
        return Tag.of("in-role", roleId.toString());
    }

    private static Tag answered(UUID projectId) {
        return Tag.of("answered", projectId.toString());
    }

    private static Set<Tag> tags(ResponsibilitiesEvent event) {
        return switch (event) {
            case TeamAdded(var id, var name) -> Set.of(team(id), teamName(name));
            case TeamRenamed(var id, var name, var previous) -> distinct(team(id), teamName(name), teamName(previous));
            case TeamDeleted(var id, var name) -> Set.of(team(id), teamName(name));
            case RoleAdded(var id, var name, var kind) -> Set.of(role(id), roleName(kind, name));
            case RoleRenamed(var id, var name, var kind, var previous) ->
                distinct(role(id), roleName(kind, name), roleName(kind, previous));
            case OwnerRoleChanged(var id, var _) -> Set.of(role(id), ownerRole());
            case RoleDeleted(var id, var name, var kind) -> Set.of(role(id), roleName(kind, name));
            case EmployeeAdded(var id, var profile) -> employeeTags(id, profile.externalId());
            case EmployeeChanged(var id, var profile, var previous) -> employeeTags(id, profile.externalId(), previous);
            case EmployeeDeleted(var id, var externalId) -> employeeTags(id, externalId);
            case PersonErased(var _, var id) -> Set.of(employee(id));
            case ResponsibilityAssigned e ->
                distinct(
                        responsibility(e.assignment()),
                        assignee(e.employeeId()),
                        e.roleId() == null ? null : inRole(e.roleId()));
            case ResponsibilityChanged e -> Set.of(responsibility(e.assignment()));
            case ResponsibilityRemoved e -> Set.of(responsibility(e.assignment()));
            case RequestAnswered e -> Set.of(answered(e.subject().id()));
            case ErasureCompleted(var person) -> Set.of(ErasureAnswers.completed(person));
        };
    }

    private static Set<Tag> employeeTags(UUID id, String... externalIds) {
        return Stream.concat(
                        Stream.of(employee(id)),
                        Stream.of(externalIds)
                                .filter(Objects::nonNull)
                                .flatMap(text -> Stream.of(externalId(text), writtenExternalId(text))))
                .collect(Collectors.toSet());
    }

    private static Set<Tag> distinct(Tag... tags) {
        return Stream.of(tags).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    private static UUID subject(ResponsibilitiesEvent event) {
        return switch (event) {
            case TeamEvent e -> e.teamId();
            case RoleEvent e -> e.roleId();
            case EmployeeEvent e -> e.employeeId();
            case ResponsibilityEvent e -> e.subject().id();
            case ErasureCompleted e -> e.personId();
        };
    }
}
