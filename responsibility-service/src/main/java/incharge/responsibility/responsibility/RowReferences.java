package incharge.responsibility.responsibility;

import static incharge.responsibility.event.ResponsibilitiesLog.roleName;
import static java.util.stream.Collectors.toSet;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.Tag;
import incharge.http.Fields;
import incharge.imports.ImportRun;
import incharge.imports.ImportRun.Mode;
import incharge.responsibility.employee.ExternalIds;
import incharge.responsibility.event.Assignment;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.Subject;
import incharge.responsibility.event.SubjectType;
import incharge.responsibility.naming.NameRegistry;
import incharge.responsibility.reference.ReferenceProjection;
import incharge.responsibility.reference.ReferenceProjection.NumberedSubject;
import incharge.responsibility.reference.SubjectData;
import incharge.responsibility.responsibility.ResponsibilityCommand.ImportResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.NamedRole;
import incharge.responsibility.role.Role;
import incharge.tabular.Row;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the numbers and names in the rows of an import refer to.
 *
 * @param customers by the key of their number, as are {@code projects}
 */
record RowReferences(
        Map<String, NumberedSubject> customers,
        Map<String, NumberedSubject> projects,
        Map<Subject, SubjectData> subjects,
        ExternalIds employees,
        NameRegistry<Role> roles) {

    /** A row that breaks no rule of its own. */
    record CheckedRow(
            Row row, String customerNumber, String projectNumber, String employee, String role, Interval interval) {

        /** Reports the cells that break a rule to {@code fields}. */
        static CheckedRow of(Row row, Fields fields) {
            String customer = fields.text("customerNumber", row.get("customerNumber"), Fields.NAME);
            String project = fields.text("projectNumber", row.get("projectNumber"), Fields.NAME);
            if (customer == null && project == null) {
                fields.required("customerNumber", null);
            }
            String employee = fields.required("employeeId", row.get("employeeId"), Fields.NAME);
            String role = fields.text("role", row.get("role"), Fields.NAME);
            var interval = new Interval(fields.date("from", row.get("from")), fields.date("to", row.get("to")));
            return new CheckedRow(row, customer, project, employee, role, interval);
        }

        private Tag roleTag() {
            return role == null
                    ? null
                    : roleName(projectNumber == null ? SubjectType.CUSTOMER : SubjectType.PROJECT, role);
        }
    }

    /** The employees and roles that rows name. */
    record Named(ExternalIds employees, NameRegistry<Role> roles) {

        static final Supplier<Named> NONE = () -> new Named(new ExternalIds(), Role.NONE);

        Named add(ResponsibilitiesEvent event) {
            return new Named(employees.add(event), Role.evolve(roles, event));
        }
    }

    /** Returns the keys of the numbers that the rows give. */
    static Set<String> keys(List<CheckedRow> rows, Function<CheckedRow, String> number) {
        return rows.stream()
                .map(number)
                .filter(Objects::nonNull)
                .map(ReferenceProjection::key)
                .collect(toSet());
    }

    static List<Subject> subjects(Collection<NumberedSubject> customers, Collection<NumberedSubject> projects) {
        return Stream.concat(
                        customers.stream().map(customer -> new Subject(SubjectType.CUSTOMER, customer.id())),
                        projects.stream().map(project -> new Subject(SubjectType.PROJECT, project.id())))
                .toList();
    }

    /** Selects the employees and roles that the rows name. */
    static Criteria criteria(List<CheckedRow> rows) {
        return ResponsibilityBoundary.named(
                rows.stream().map(CheckedRow::employee).collect(toSet()),
                rows.stream().map(CheckedRow::roleTag).filter(Objects::nonNull).collect(toSet()));
    }

    boolean addsRole(CheckedRow row) {
        return row.role() != null && roles.holder(row.roleTag()).isEmpty();
    }

    /** Returns the command of a row, or refuses it if a number or an external id refers to nothing. */
    ImportResponsibility command(CheckedRow row, ImportRun run) {
        Subject subject = subject(row);
        UUID employee = employees.holder(row.employee());
        if (employee == null) {
            throw Responsibility.unknownEmployee(row.employee());
        }
        NamedRole named = row.role() == null ? null : new NamedRole(row.role(), addsRole(row));
        UUID role = row.role() == null
                ? null
                : roles.holder(row.roleTag()).map(Role::id).orElseGet(() -> newRole(run, row.roleTag()));
        return new ImportResponsibility(
                new Assignment(subject, employee, role),
                subjects.get(subject),
                row.interval(),
                row.employee(),
                named,
                run.mode() == Mode.UPSERT);
    }

    /** Returns the project if the row names one, which must be of the named customer; else the customer. */
    private Subject subject(CheckedRow row) {
        NumberedSubject customer = find(customers, row.customerNumber());
        if (row.customerNumber() != null && customer == null) {
            throw Refused.rule(
                    "customer-unknown", "customerNumber", "There is no customer " + row.customerNumber() + ".");
        }
        if (row.projectNumber() == null) {
            return new Subject(SubjectType.CUSTOMER, customer.id());
        }
        NumberedSubject project = find(projects, row.projectNumber());
        if (project == null) {
            throw Refused.rule("project-unknown", "projectNumber", "There is no project " + row.projectNumber() + ".");
        }
        if (customer != null && !project.customerId().equals(customer.id())) {
            throw Refused.rule(
                    "project-of-another-customer",
                    "projectNumber",
                    "The project " + row.projectNumber() + " is not one of customer " + row.customerNumber() + ".");
        }
        return new Subject(SubjectType.PROJECT, project.id());
    }

    private static NumberedSubject find(Map<String, NumberedSubject> byKey, String number) {
        return number == null ? null : byKey.get(ReferenceProjection.key(number));
    }

    /**
     * Returns the same id in each chunk: a dry run, which adds nothing, recognises the roles of earlier chunks by it.
     */
    private static UUID newRole(ImportRun run, Tag roleName) {
        UUID hash = UuidCreator.getNameBasedSha1(run.importId(), roleName.value());
        long time = run.startedAt().toEpochMilli() << 16;
        return new UUID(time | 0x7000L | (hash.getMostSignificantBits() & 0x0FFFL), hash.getLeastSignificantBits());
    }
}
