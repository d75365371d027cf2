package incharge.reporting.snapshot;

import incharge.reporting.slots.SlotArray;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the employee of a token. An {@code externalId} identifies the employee who had it last, also after that one was
 * deleted or got another. Immutable.
 */
final class EmployeesByExternalId {

    static final EmployeesByExternalId NONE = new EmployeesByExternalId(Map.of(), SlotArray.empty());

    private final Map<String, Integer> slots;
    private final SlotArray<Employee> employees;

    private EmployeesByExternalId(Map<String, Integer> slots, SlotArray<Employee> employees) {
        this.slots = slots;
        this.employees = employees;
    }

    /**
     * Returns the employee, or null for null and for an id that no employee ever had. A deleted employee is not active.
     */
    Employee find(String externalId) {
        Integer slot = externalId == null ? null : slots.get(externalId);
        return slot == null ? null : employees.at(slot);
    }

    /** @param versions of employees in the order of the log; of deleted ones as not active */
    EmployeesByExternalId with(List<Employee> versions) {
        if (versions.isEmpty()) {
            return this;
        }
        var nextSlots = new HashMap<>(slots);
        SlotArray.Editor<Employee> nextEmployees = employees.edit();
        for (Employee employee : versions) {
            nextEmployees.set(employee.slot(), employee);
            if (employee.externalId() != null) {
                nextSlots.put(employee.externalId(), employee.slot());
            }
        }
        return new EmployeesByExternalId(nextSlots, nextEmployees.done());
    }
}
