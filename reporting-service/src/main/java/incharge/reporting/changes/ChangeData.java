package incharge.reporting.changes;

import incharge.reporting.snapshot.Employee;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.versions.Entry;
import incharge.reporting.versions.Source;
import java.util.UUID;
import tools.jackson.core.io.JsonStringEncoder;

/** The data of a change as JSON, written by hand: a generator for each event costs hundreds of streams. */
final class ChangeData {

    private final StringBuilder json = new StringBuilder(512);

    private ChangeData() {}

    /** @param now names the employee who caused the event */
    static String of(Source source, Entry entry, Snapshot now) {
        var data = new ChangeData();
        data.json.append('{');
        data.text("type", entry.type());
        data.subject(entry.subject());
        data.text("position", source.shortName() + "=" + entry.sequence());
        data.id("customerId", now.customerOf(entry));
        data.id("projectId", entry.project());
        data.id("employeeId", entry.employee());
        data.id("roleId", entry.details().role());
        data.text("commandId", entry.commandId());
        data.actor(entry.actor(), now.employeeOf(entry.actor()));
        return data.json.append('}').toString();
    }

    private void subject(Entry.Subject subject) {
        property("subject");
        if (subject == null) {
            json.append("null");
        } else {
            json.append('{');
            text("type", subject.type());
            id("id", subject.id());
            json.append('}');
        }
    }

    private void actor(String user, Employee employee) {
        property("actor");
        json.append('{');
        text("user", user);
        if (employee != null) {
            id("id", employee.id());
            name(employee);
        }
        json.append('}');
    }

    private void name(Employee employee) {
        if (employee.erased()) {
            property("name");
            json.append("null");
            property("erased");
            json.append("true");
        } else {
            text("name", employee.name());
        }
    }

    private void id(String name, UUID id) {
        text(name, id == null ? null : id.toString());
    }

    /** Writes a property, none for null. */
    private void text(String name, String text) {
        if (text != null) {
            property(name);
            json.append('"');
            JsonStringEncoder.getInstance().quoteAsString(text, json);
            json.append('"');
        }
    }

    private void property(String name) {
        if (json.charAt(json.length() - 1) != '{') {
            json.append(',');
        }
        json.append('"').append(name).append("\":");
    }
}
