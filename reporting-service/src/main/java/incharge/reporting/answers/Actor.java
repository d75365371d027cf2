package incharge.reporting.answers;

import incharge.reporting.snapshot.Employee;
import incharge.reporting.snapshot.Snapshot;
import tools.jackson.core.JsonGenerator;

/** Shows the user who did something, with the employee whose {@code externalId} is the user, if there is one. */
public final class Actor {

    private Actor() {}

    /** Writes {@code "actor":{"user","id"?,"name"?,"erased"?}}. */
    public static void write(JsonGenerator json, Snapshot snapshot, String user) {
        write(json, "actor", snapshot, user);
    }

    /** Writes the same as another property. */
    public static void write(JsonGenerator json, String property, Snapshot snapshot, String user) {
        json.writeObjectPropertyStart(property);
        Json.text(json, "user", user);
        Employee employee = snapshot.employeeOf(user);
        if (employee != null) {
            Json.id(json, "id", employee.id());
            Json.name(json, employee);
        }
        json.writeEndObject();
    }

    /** Returns the name of the employee, or the user without one. */
    public static String name(Snapshot snapshot, String user, Language language) {
        Employee employee = snapshot.employeeOf(user);
        return employee == null ? user : language.name(employee);
    }
}
