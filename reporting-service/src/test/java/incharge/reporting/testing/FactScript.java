package incharge.reporting.testing;

import incharge.feed.Fact;
import incharge.feed.Payload;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes facts as the other services publish them, in the order of their time: sequences count by topic, each fact is a
 * second later than the one before.
 */
public final class FactScript {

    public static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00Z");

    private final List<Fact> facts = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private Instant time = BEGIN;
    private String reason;
    private String actor = "anna";
    private String source;
    private String kind;
    private UUID command;

    public List<Fact> facts() {
        return List.copyOf(facts);
    }

    /** Returns the facts of one topic, such as {@code incharge.customers}. */
    public List<Fact> facts(String topic) {
        return facts.stream().filter(fact -> fact.topic().equals(topic)).toList();
    }

    public Fact last() {
        return facts.getLast();
    }

    /** Returns the id that belongs to a name, the same in every test. */
    public static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Sets the reason of the facts that follow. */
    public FactScript because(String reason) {
        this.reason = reason;
        return this;
    }

    /** Makes the facts that follow those of one command; imports, undos and requests are the product's own. */
    public FactScript by(String user, String commandSource, String commandName) {
        claiming(user, commandSource, commandName);
        kind = Set.of("import", "undo", "request").contains(commandSource) ? commandSource : null;
        return this;
    }

    /** Makes the facts that follow those of one command of a caller, whose header says any word. */
    public FactScript claiming(String user, String commandSource, String commandName) {
        actor = user;
        source = commandSource;
        kind = null;
        command = id(commandName);
        return this;
    }

    /** Makes each fact that follows one of its own command, without a source, as in older logs. */
    public FactScript byItself() {
        actor = "anna";
        source = null;
        kind = null;
        command = null;
        return this;
    }

    /** @param fields names and values in turn; a null value is left out */
    public FactScript event(String topic, String type, UUID subject, Object... fields) {
        long sequence = sequences.merge(topic, 1L, Long::sum);
        time = time.plusSeconds(1);
        facts.add(new Fact(
                topic,
                sequence,
                sequence - 1,
                id(topic + sequence),
                type,
                1,
                subject.toString(),
                time,
                actor,
                (command == null ? id("command " + topic + sequence) : command).toString(),
                reason,
                source,
                kind,
                null,
                Payload.of(JsonMapper.shared().valueToTree(fields(fields)))));
        return this;
    }

    public static Map<String, Object> fields(Object... fields) {
        var all = new LinkedHashMap<String, Object>();
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i + 1] != null) {
                all.put((String) fields[i], fields[i + 1] instanceof UUID id ? id.toString() : fields[i + 1]);
            }
        }
        return all;
    }

    public FactScript customers(String type, UUID subject, Object... fields) {
        return event("incharge.customers", type, subject, fields);
    }

    public FactScript responsibilities(String type, UUID subject, Object... fields) {
        return event("incharge.responsibilities", type, subject, fields);
    }

    public FactScript groupings(String type, UUID subject, Object... fields) {
        return event("incharge.groupings", type, subject, fields);
    }

    public FactScript customer(String name, String number) {
        return customers("CustomerRegistered", id(name), "customerId", id(name), "number", number, "name", name);
    }

    /** @param category of {@code requestedGrouping}: {@code id} or {@code name} with its value */
    public FactScript customerRequesting(String name, String number, String by, Object category) {
        return requesting(name, number, fields("category", fields(by, category)));
    }

    /** @param tags each {@code id} or {@code name} with its value */
    public FactScript customerRequestingTags(String name, String number, List<Map<String, Object>> tags) {
        return requesting(name, number, fields("tags", tags));
    }

    private FactScript requesting(String name, String number, Object grouping) {
        return customers(
                "CustomerRegistered",
                id(name),
                "customerId",
                id(name),
                "number",
                number,
                "name",
                name,
                "requestedGrouping",
                grouping);
    }

    /** @param tags each {@code id} or {@code name} with its value */
    public FactScript requestTags(String customer, List<Map<String, Object>> tags) {
        return customers(
                "CustomerGroupingRequested",
                id(customer),
                "customerId",
                id(customer),
                "requestedGrouping",
                fields("tags", tags));
    }

    /** Sets the time of the next fact. */
    public FactScript from(Instant from) {
        time = from.minusSeconds(1);
        return this;
    }

    public FactScript project(String name, String number, String customer) {
        return customers(
                "ProjectOpened",
                id(name),
                "projectId",
                id(name),
                "customerId",
                id(customer),
                "number",
                number,
                "name",
                name,
                "status",
                "open");
    }

    /** Gives a project to another customer. */
    public FactScript moved(String project, String from, String to) {
        return customers(
                "ProjectChanged",
                id(project),
                "projectId",
                id(project),
                "customerId",
                id(to),
                "number",
                "M-" + project,
                "name",
                project,
                "previousCustomerId",
                id(from));
    }

    public FactScript ownerRole(String role, boolean owner) {
        return responsibilities("OwnerRoleChanged", id(role), "roleId", id(role), "owner", owner);
    }

    public FactScript team(String name) {
        return responsibilities("TeamAdded", id(name), "teamId", id(name), "name", name);
    }

    public FactScript role(String name, String kind) {
        return responsibilities("RoleAdded", id(name), "roleId", id(name), "name", name, "kind", kind);
    }

    public FactScript employee(String name, String team, boolean seller, boolean active) {
        return employee("EmployeeAdded", name, team, seller, active);
    }

    public FactScript employeeChanged(String name, String team, boolean seller, boolean active) {
        return employee("EmployeeChanged", name, team, seller, active);
    }

    /** Adds an employee whose externalId is the name, so that a token can name them. */
    public FactScript signingIn(String name, boolean seller, boolean active) {
        return signingIn("EmployeeAdded", name, seller, active);
    }

    public FactScript signingInChanged(String name, boolean seller, boolean active) {
        return signingIn("EmployeeChanged", name, seller, active);
    }

    /** Adds an active employee, whose tokens carry that externalId from now on. */
    public FactScript signingInAs(String externalId, String name, boolean seller) {
        return employee("EmployeeChanged", name, externalId, null, seller, true);
    }

    public FactScript employeeDeleted(String name) {
        return responsibilities("EmployeeDeleted", id(name), "employeeId", id(name));
    }

    private FactScript signingIn(String type, String name, boolean seller, boolean active) {
        return employee(type, name, name, null, seller, active);
    }

    private FactScript employee(String type, String name, String team, boolean seller, boolean active) {
        return employee(type, name, null, team, seller, active);
    }

    private FactScript employee(
            String type, String name, String externalId, String team, boolean seller, boolean active) {
        return responsibilities(
                type,
                id(name),
                "employeeId",
                id(name),
                "externalId",
                externalId,
                "name",
                name,
                "email",
                name.toLowerCase(java.util.Locale.ROOT).replace(' ', '.') + "@langworth.example",
                "teamId",
                team == null ? null : id(team),
                "seller",
                seller,
                "sellerInfo",
                seller ? "Sells" : null,
                "active",
                active);
    }

    public FactScript assigned(String customer, String employee, String role, LocalDate from, LocalDate to) {
        return responsibility("ResponsibilityAssigned", "customer", customer, customer, employee, role, from, to);
    }

    public FactScript assignedToProject(
            String project, String customer, String employee, String role, LocalDate from, LocalDate to) {
        return responsibility("ResponsibilityAssigned", "project", project, customer, employee, role, from, to);
    }

    public FactScript responsibility(
            String type,
            String subjectType,
            String subject,
            String customer,
            String employee,
            String role,
            LocalDate from,
            LocalDate to) {
        return responsibilities(
                type,
                id(subject),
                "subject",
                fields("type", subjectType, "id", id(subject)),
                "customerId",
                id(customer),
                "employeeId",
                id(employee),
                "roleId",
                role == null ? null : id(role),
                "from",
                from == null ? null : from.toString(),
                "to",
                to == null ? null : to.toString());
    }

    public FactScript category(String name) {
        return groupings("CategoryCreated", id(name), "categoryId", id(name), "name", name, "sellerIds", List.of());
    }

    /** Makes these the only sellers who see the customers of the category; without any, all sellers do. */
    public FactScript sellers(String category, String... employees) {
        return sellers(id(category), category, employees);
    }

    public FactScript sellers(UUID category, String name, String... employees) {
        return groupings(
                "CategoryChanged",
                category,
                "categoryId",
                category,
                "name",
                name,
                "sellerIds",
                Arrays.stream(employees)
                        .map(employee -> id(employee).toString())
                        .toList());
    }

    public FactScript uncategorised(String customer, String category) {
        return groupings("CustomerUncategorised", id(customer), "customerId", id(customer), "movedFrom", id(category));
    }

    public FactScript categoryDeleted(String category) {
        return groupings("CategoryDeleted", id(category), "categoryId", id(category));
    }

    public FactScript settings(Object... fields) {
        UUID workspace = id("workspace");
        var all = new ArrayList<Object>(List.of("workspaceId", workspace));
        all.addAll(Arrays.asList(fields));
        return groupings("SettingsChanged", workspace, all.toArray());
    }

    public FactScript tag(String name) {
        return groupings("TagCreated", id(name), "tagId", id(name), "name", name);
    }

    public FactScript tagRenamed(String tag, String name) {
        return groupings("TagChanged", id(tag), "tagId", id(tag), "name", name);
    }

    public FactScript untagged(String customer, String tag) {
        return groupings("CustomerUntagged", id(customer), "customerId", id(customer), "tagId", id(tag));
    }

    public FactScript categorised(String customer, String category, Long answering) {
        return groupings(
                "CustomerCategorised",
                id(customer),
                "customerId",
                id(customer),
                "categoryId",
                id(category),
                "answering",
                answering);
    }

    /** Adds a tag that a person gave: no command requested it with the customer. */
    public FactScript tagged(String customer, String tag) {
        return tagged(customer, tag, null);
    }

    public FactScript tagged(String customer, String tag, Long answering) {
        return groupings(
                "CustomerTagged", id(customer), "customerId", id(customer), "tagId", id(tag), "answering", answering);
    }
}
