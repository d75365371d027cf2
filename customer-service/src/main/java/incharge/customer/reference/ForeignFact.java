package incharge.customer.reference;

import incharge.feed.FactVocabulary;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;

/** The facts of other services that decisions of this service depend on. */
sealed interface ForeignFact {

    String GROUPINGS = "incharge.groupings";
    String RESPONSIBILITIES = "incharge.responsibilities";

    FactVocabulary<ForeignFact> FACTS =
            new FactVocabulary<>(Map.of(GROUPINGS, GroupingsFact.class, RESPONSIBILITIES, ResponsibilitiesFact.class));

    sealed interface GroupingsFact extends ForeignFact {}

    sealed interface ResponsibilitiesFact extends ForeignFact {}

    sealed interface CategoryDefined extends GroupingsFact {
        UUID categoryId();

        String name();

        Integer numberingStart();
    }

    record CategoryCreated(UUID categoryId, String name, Integer numberingStart) implements CategoryDefined {}

    record CategoryChanged(UUID categoryId, String name, Integer numberingStart) implements CategoryDefined {}

    record CategoryDeleted(UUID categoryId) implements GroupingsFact {}

    sealed interface TagDefined extends GroupingsFact {
        UUID tagId();

        String name();
    }

    record TagCreated(UUID tagId, String name) implements TagDefined {}

    record TagChanged(UUID tagId, String name) implements TagDefined {}

    record TagDeleted(UUID tagId) implements GroupingsFact {}

    record CustomerTagged(UUID customerId, UUID tagId) implements GroupingsFact {}

    record CustomerUntagged(UUID customerId, UUID tagId) implements GroupingsFact {}

    /** {@code rolesInUse} is null where it is not set. */
    record SettingsChanged(
            String country, boolean categoryRequired, Boolean rolesInUse, DefaultCategories defaultCategories)
            implements GroupingsFact {}

    sealed interface EmployeeDefined extends ResponsibilitiesFact {
        UUID employeeId();

        String externalId();
    }

    record EmployeeAdded(UUID employeeId, String externalId) implements EmployeeDefined {}

    record EmployeeChanged(UUID employeeId, String externalId) implements EmployeeDefined {}

    record EmployeeDeleted(UUID employeeId) implements ResponsibilitiesFact {}

    /** @param kind {@code customer} or {@code project}, what employees are responsible for in the role */
    record RoleAdded(UUID roleId, String kind) implements ResponsibilitiesFact {}

    record RoleDeleted(UUID roleId) implements ResponsibilitiesFact {}

    /** A responsibility, known by its first day; both days are included, and null is unbounded. */
    sealed interface ResponsibilityFact extends ResponsibilitiesFact {
        Subject subject();

        UUID employeeId();

        UUID roleId();

        LocalDate from();
    }

    record ResponsibilityAssigned(Subject subject, UUID employeeId, UUID roleId, LocalDate from, LocalDate to)
            implements ResponsibilityFact {}

    record ResponsibilityChanged(Subject subject, UUID employeeId, UUID roleId, LocalDate from, LocalDate to)
            implements ResponsibilityFact {}

    record ResponsibilityRemoved(Subject subject, UUID employeeId, UUID roleId, LocalDate from)
            implements ResponsibilityFact {}

    /** The categories that new customers are proposed by their country; each may be null. */
    record DefaultCategories(UUID domestic, UUID european, UUID overseas) {}

    /** What somebody is responsible for. */
    record Subject(String type, UUID id) {

        boolean isProject() {
            return type.equals("project");
        }
    }
}
