package incharge.reporting.matrix;

import incharge.reporting.answers.Json;
import incharge.reporting.answers.Tally;
import incharge.reporting.snapshot.Derivation;
import incharge.reporting.snapshot.Employee;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Team;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The JSON of the columns but for their numbers. It is kept as long as no employee and no team changes. */
final class EmployeeColumns {

    private static final Derivation<EmployeeColumns> KEPT = new Derivation<>() {
        @Override
        public EmployeeColumns of(Snapshot snapshot) {
            return new EmployeeColumns(snapshot.employees().slots());
        }

        @Override
        public boolean dependsOnCustomersAlone(Snapshot then, Snapshot now) {
            return then.employees() == now.employees() && then.teams() == now.teams();
        }

        @Override
        public EmployeeColumns next(EmployeeColumns value, Snapshot then, Snapshot now, int[] touched) {
            return value;
        }
    };

    /** By slot of the employee; null until it is shown. Readers may write the same text more than once. */
    private final String[] beginnings;

    private EmployeeColumns(int slots) {
        this.beginnings = new String[slots];
    }

    static EmployeeColumns of(Snapshot snapshot) {
        return snapshot.derive(EmployeeColumns.class, KEPT);
    }

    /** Returns the array of the columns. */
    String text(Snapshot snapshot, List<Employee> chosen, Tally tally) {
        var text = new StringBuilder(256 * chosen.size() + 2).append('[');
        for (Employee employee : chosen) {
            text.append(text.length() > 1 ? "," : "")
                    .append(beginning(snapshot, employee))
                    .append(numbers(tally.ofEmployee(employee.slot())))
                    .append('}');
        }
        return text.append(']').toString();
    }

    private static String numbers(Tally.Numbers numbers) {
        return "\"count\":" + numbers.shown() + ",\"current\":" + numbers.current() + ",\"coming\":" + numbers.coming();
    }

    private String beginning(Snapshot snapshot, Employee employee) {
        String known = beginnings[employee.slot()];
        if (known == null) {
            byte[] object = Json.bytes(json -> {
                json.writeStartObject();
                Json.id(json, "employeeId", employee.id());
                Json.name(json, employee);
                Team team = snapshot.teamOf(employee);
                Json.id(json, "teamId", team == null ? null : team.id());
                Json.text(json, "teamName", team == null ? null : team.name());
                json.writeName("active");
                json.writeBoolean(employee.active());
                json.writeName("seller");
                json.writeBoolean(employee.seller());
                json.writeEndObject();
            });
            known = new String(object, 0, object.length - 1, StandardCharsets.UTF_8) + ',';
            beginnings[employee.slot()] = known;
        }
        return known;
    }
}
