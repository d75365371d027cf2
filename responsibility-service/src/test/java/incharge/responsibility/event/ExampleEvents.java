package incharge.responsibility.event;

import incharge.responsibility.event.EmployeeEvent.EmployeeAdded;
import incharge.responsibility.event.ResponsibilityEvent.ResponsibilityAssigned;
import incharge.responsibility.event.ResponsibilityEvent.ResponsibilityRemoved;
import incharge.responsibility.event.RoleEvent.RoleAdded;
import incharge.responsibility.event.TeamEvent.TeamAdded;
import java.time.LocalDate;
import java.util.UUID;

/** The events that the tests of the decisions begin with. */
public final class ExampleEvents {

    public static final UUID NORTH = UUID.fromString("01890a5d-ac96-774b-bcce-0000000000a1");
    public static final UUID SOUTH = UUID.fromString("01890a5d-ac96-774b-bcce-0000000000a2");
    public static final TeamAdded NORTH_ADDED = new TeamAdded(NORTH, "North");
    public static final TeamAdded SOUTH_ADDED = new TeamAdded(SOUTH, "South");

    public static final UUID MANAGER = UUID.fromString("01890a5d-ac96-774b-bcce-0000000000b1");
    public static final UUID LEAD = UUID.fromString("01890a5d-ac96-774b-bcce-0000000000b2");
    public static final RoleAdded MANAGER_ADDED = new RoleAdded(MANAGER, "Account manager", SubjectType.CUSTOMER);
    public static final RoleAdded LEAD_ADDED = new RoleAdded(LEAD, "Lead", SubjectType.PROJECT);

    public static final UUID ANNA = UUID.fromString("01890a5d-ac96-774b-bcce-0000000000c1");
    public static final UUID BERT = UUID.fromString("01890a5d-ac96-774b-bcce-0000000000c2");
    public static final EmployeeProfile ANNAS =
            new EmployeeProfile("E-1", "Anna", "anna@langworth.example", null, null, null, true, "North", true);
    public static final EmployeeProfile BERTS =
            new EmployeeProfile("E-2", "Bert", null, null, null, null, false, null, true);
    public static final EmployeeAdded ANNA_ADDED = new EmployeeAdded(ANNA, ANNAS);
    public static final EmployeeAdded BERT_ADDED = new EmployeeAdded(BERT, BERTS);

    public static final UUID LANGWORTH = UUID.fromString("01890a5d-ac96-774b-bcce-000000000001");
    public static final UUID AUDIT = UUID.fromString("01890a5d-ac96-774b-bcce-000000000002");
    public static final Subject CUSTOMER = new Subject(SubjectType.CUSTOMER, LANGWORTH);
    public static final Subject PROJECT = new Subject(SubjectType.PROJECT, AUDIT);

    private ExampleEvents() {}

    public static EmployeeProfile inactive(EmployeeProfile profile) {
        return new EmployeeProfile(
                profile.externalId(),
                profile.name(),
                profile.email(),
                profile.phone(),
                profile.title(),
                profile.teamId(),
                profile.seller(),
                profile.sellerInfo(),
                false);
    }

    /** Anna is responsible for the customer. */
    public static ResponsibilityAssigned assigned(UUID role, LocalDate from, LocalDate to) {
        return new ResponsibilityAssigned(CUSTOMER, LANGWORTH, ANNA, role, from, to);
    }

    public static ResponsibilityRemoved removed(ResponsibilityAssigned assigned) {
        return new ResponsibilityRemoved(
                assigned.subject(),
                assigned.customerId(),
                assigned.employeeId(),
                assigned.roleId(),
                assigned.from(),
                assigned.to());
    }
}
