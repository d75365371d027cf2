package incharge.reporting.snapshot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whom tokens name: an {@code externalId} names who had it last, also after that one left or got another. Immutable. */
final class Holders {

    static final Holders NONE = new Holders(Map.of(), Cells.empty());

    private final Map<String, Integer> slots;
    private final Cells<Employee> employees;

    private Holders(Map<String, Integer> slots, Cells<Employee> employees) {
        this.slots = slots;
        this.employees = employees;
    }

    /** Null for null and for what nobody ever had; who left is not active. */
    Employee of(String externalId) {
        var slot = externalId == null ? null : slots.get(externalId);
        return slot == null ? null : employees.at(slot);
    }

    /** @param told employees as they were told, one after the other; who left as not active */
    Holders with(List<Employee> told) {
        if (told.isEmpty()) {
            return this;
        }
        var slotsNow = new HashMap<>(slots);
        var employeesNow = employees.edit();
        for (var employee : told) {
            employeesNow.set(employee.slot(), employee);
            if (employee.externalId() != null) {
                slotsNow.put(employee.externalId(), employee.slot());
            }
        }
        return new Holders(slotsNow, employeesNow.done());
    }
}
