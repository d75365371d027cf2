package incharge.reporting.testing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Makes random facts of a company, the same ones for the same seed. Every event keeps the rules of its owner. */
public final class RandomFacts {

    private final Random random;
    private final FactScript script = new FactScript();
    private final List<String> customers = new ArrayList<>();
    private final List<String[]> projects = new ArrayList<>();
    private final List<String> employees = new ArrayList<>();
    private final List<String> roles = new ArrayList<>();
    private final Set<String> teams = new LinkedHashSet<>();
    private final Set<String> categories = new LinkedHashSet<>();
    private final Set<String> tags = new LinkedHashSet<>();
    private final Set<Object[]> responsibilities = new LinkedHashSet<>();
    private final Set<String> assigned = new HashSet<>();
    private int made;

    private RandomFacts(long seed) {
        this.random = new Random(seed);
    }

    public static FactScript of(long seed, int events) {
        var facts = new RandomFacts(seed);
        while (facts.script.facts().size() < events) {
            facts.step();
        }
        return facts.script;
    }

    /** Makes a company with the sellers sam and Other, and with categories that are closed to them now and then. */
    public static FactScript withSellers(long seed, int events) {
        var facts = new RandomFacts(seed);
        facts.script.signingIn("sam", true, true).signingIn("Other", true, true);
        while (facts.script.facts().size() < events) {
            if (facts.random.nextInt(12) == 0 && !facts.categories.isEmpty()) {
                facts.close();
            } else {
                facts.step();
            }
        }
        return facts.script;
    }

    private void close() {
        String category = any(categories);
        List<String[]> choices = List.of(new String[] {"sam"}, new String[] {"Other"}, new String[] {});
        script.sellers(category, choices.get(random.nextInt(choices.size())));
    }

    private void step() {
        switch (random.nextInt(24)) {
            case 0, 1 -> customer();
            case 2 -> project();
            case 3 -> employee();
            case 4 -> role();
            case 5 -> teams.add(named("Team", script::team));
            case 6 -> categories.add(named("Category", script::category));
            case 7 -> tags.add(named("Tag", script::tag));
            case 8, 9, 10, 11, 12 -> assign();
            case 13 -> change();
            case 14 -> remove();
            case 15, 16 -> categorise();
            case 17, 18 -> tag();
            case 19 -> archive();
            case 20 -> rename();
            case 21 -> delete();
            case 22 -> request();
            default -> employeeChanged();
        }
    }

    private void role() {
        if (!roles.isEmpty() && random.nextInt(3) == 0) {
            script.ownerRole(any(roles), random.nextBoolean());
        } else {
            roles.add(named("Role", name -> script.role(name, roles.size() % 3 == 2 ? "project" : "customer")));
        }
    }

    private String named(String kind, java.util.function.Consumer<String> adding) {
        String name = kind + " " + random.nextInt(50) + "-" + made++;
        adding.accept(name);
        return name;
    }

    private <T> T any(java.util.Collection<T> of) {
        return of.stream().skip(random.nextInt(of.size())).findFirst().orElseThrow();
    }

    private LocalDate day() {
        return random.nextInt(3) == 0 ? null : LocalDate.parse("2026-01-01").plusDays(random.nextInt(365));
    }

    private void customer() {
        customers.add(named("Customer", name -> {
            if (!tags.isEmpty() && random.nextInt(4) == 0) {
                script.customerRequestingTags(name, "T" + random.nextInt(99), requestedTags());
            } else if (random.nextInt(3) > 0 || categories.isEmpty()) {
                script.customer(name, Integer.toString(random.nextInt(5000)));
            } else if (random.nextBoolean()) {
                script.customerRequesting(
                        name,
                        "K" + random.nextInt(99),
                        "id",
                        FactScript.id(any(categories)).toString());
            } else {
                script.customerRequesting(
                        name, "K" + random.nextInt(99), "name", any(categories).toUpperCase());
            }
        }));
    }

    private void project() {
        if (!customers.isEmpty() && !projects.isEmpty() && random.nextInt(3) == 0) {
            String[] project = any(projects);
            String before = project[1];
            project[1] = any(customers);
            script.moved(project[0], before, project[1]);
        } else if (!customers.isEmpty()) {
            String customer = any(customers);
            projects.add(new String[] {named("Project", name -> script.project(name, "P" + made, customer)), customer});
        }
    }

    private void employee() {
        employees.add(named("Employee", name -> script.employee(name, anyTeam(), random.nextBoolean(), true)));
    }

    private String anyTeam() {
        return teams.isEmpty() || random.nextInt(3) == 0 ? null : any(teams);
    }

    private void employeeChanged() {
        if (!employees.isEmpty()) {
            script.employeeChanged(any(employees), anyTeam(), random.nextBoolean(), random.nextInt(4) > 0);
        }
    }

    private void assign() {
        if (customers.isEmpty() || employees.isEmpty()) {
            return;
        }
        boolean ofProject = !projects.isEmpty() && random.nextInt(3) == 0;
        String[] project = ofProject ? any(projects) : null;
        String customer = ofProject ? project[1] : any(customers);
        String subject = ofProject ? project[0] : customer;
        String role = roles.isEmpty() || random.nextInt(3) == 0 ? null : any(roles);
        LocalDate from = day();
        LocalDate to = from == null || random.nextBoolean() ? null : from.plusDays(random.nextInt(200));
        var one = new Object[] {ofProject ? "project" : "customer", subject, customer, any(employees), role, from, to};
        if (assigned.add(subject + one[3] + role + from)) {
            responsibilities.add(one);
            event("ResponsibilityAssigned", one);
        }
    }

    private void change() {
        if (!responsibilities.isEmpty()) {
            Object[] one = any(responsibilities);
            one[6] = one[5] == null ? day() : ((LocalDate) one[5]).plusDays(random.nextInt(300));
            event("ResponsibilityChanged", one);
        }
    }

    private void remove() {
        if (!responsibilities.isEmpty()) {
            Object[] one = any(responsibilities);
            responsibilities.remove(one);
            assigned.remove("" + one[1] + one[3] + one[4] + one[5]);
            event("ResponsibilityRemoved", one);
        }
    }

    private void event(String type, Object[] one) {
        script.responsibility(
                type,
                (String) one[0],
                (String) one[1],
                (String) one[2],
                (String) one[3],
                (String) one[4],
                (LocalDate) one[5],
                (LocalDate) one[6]);
    }

    private void categorise() {
        if (customers.isEmpty() || categories.isEmpty()) {
            return;
        }
        String customer = any(customers);
        UUID id = FactScript.id(customer);
        switch (random.nextInt(4)) {
            case 0 ->
                script.groupings(
                        "CustomerUncategorised", id, "customerId", id, "movedFrom", FactScript.id(any(categories)));
            case 1 ->
                script.groupings(
                        "CategoryRequestKept",
                        id,
                        "customerId",
                        id,
                        "answering",
                        script.facts("incharge.customers").size());
            default -> script.categorised(customer, any(categories), answering());
        }
    }

    private void tag() {
        if (customers.isEmpty() || tags.isEmpty()) {
            return;
        }
        String customer = any(customers);
        String tag = any(tags);
        if (random.nextInt(3) == 0) {
            script.groupings(
                    "CustomerUntagged",
                    FactScript.id(customer),
                    "customerId",
                    FactScript.id(customer),
                    "tagId",
                    FactScript.id(tag));
        } else {
            script.tagged(customer, tag, answering());
        }
    }

    /** Returns null for an action of a person, else the sequence of the last request so far. */
    private Long answering() {
        return random.nextBoolean()
                ? null
                : (long) script.facts("incharge.customers").size();
    }

    private void archive() {
        if (customers.isEmpty()) {
            return;
        }
        if (projects.isEmpty() || random.nextBoolean()) {
            UUID id = FactScript.id(any(customers));
            script.customers(random.nextInt(3) == 0 ? "CustomerRestored" : "CustomerArchived", id, "customerId", id);
        } else {
            String[] project = any(projects);
            script.customers(
                    random.nextBoolean() ? "ProjectRestored" : "ProjectArchived",
                    FactScript.id(project[0]),
                    "projectId",
                    FactScript.id(project[0]),
                    "customerId",
                    FactScript.id(project[1]));
        }
    }

    private void rename() {
        if (customers.isEmpty()) {
            return;
        }
        UUID id = FactScript.id(any(customers));
        if (random.nextBoolean()) {
            script.customers("CustomerRenamed", id, "customerId", id, "name", "Renamed " + random.nextInt(99));
        } else {
            script.customers(
                    "CustomerRenumbered",
                    id,
                    "customerId",
                    id,
                    "number",
                    Integer.toString(random.nextInt(9999)),
                    "previousNumber",
                    "1");
        }
    }

    private void delete() {
        switch (random.nextInt(3)) {
            case 0 -> {
                if (teams.size() > 1) {
                    String team = any(teams);
                    teams.remove(team);
                    script.responsibilities("TeamDeleted", FactScript.id(team), "teamId", FactScript.id(team));
                }
            }
            case 1 -> {
                if (categories.size() > 1) {
                    String category = any(categories);
                    categories.remove(category);
                    script.groupings("CategoryDeleted", FactScript.id(category), "categoryId", FactScript.id(category));
                }
            }
            default -> {
                if (tags.size() > 1) {
                    String tag = any(tags);
                    tags.remove(tag);
                    script.groupings("TagDeleted", FactScript.id(tag), "tagId", FactScript.id(tag));
                }
            }
        }
    }

    private List<Map<String, Object>> requestedTags() {
        var requested = new ArrayList<Map<String, Object>>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            String tag = any(tags);
            requested.add(
                    random.nextBoolean()
                            ? FactScript.fields("id", FactScript.id(tag))
                            : FactScript.fields("name", tag.toUpperCase()));
        }
        return requested;
    }

    private void request() {
        if (!customers.isEmpty() && !tags.isEmpty() && random.nextBoolean()) {
            script.requestTags(any(customers), requestedTags());
        } else if (!customers.isEmpty() && !categories.isEmpty()) {
            UUID id = FactScript.id(any(customers));
            script.customers(
                    "CustomerGroupingRequested",
                    id,
                    "customerId",
                    id,
                    "requestedGrouping",
                    FactScript.fields("category", FactScript.fields("id", FactScript.id(any(categories)))));
        }
    }
}
