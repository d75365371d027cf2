package incharge.reporting.testing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** What could happen in a company, at random but the same for the same seed; every event keeps the rules of its owner. */
public final class RandomStory {

    private final Random random;
    private final Told told = new Told();
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

    private RandomStory(long seed) {
        this.random = new Random(seed);
    }

    public static Told of(long seed, int events) {
        var story = new RandomStory(seed);
        while (story.told.facts().size() < events) {
            story.step();
        }
        return story.told;
    }

    private void step() {
        switch (random.nextInt(24)) {
            case 0, 1 -> customer();
            case 2 -> project();
            case 3 -> employee();
            case 4 -> roles.add(named("Role", name -> told.role(name, roles.size() % 3 == 2 ? "project" : "customer")));
            case 5 -> teams.add(named("Team", told::team));
            case 6 -> categories.add(named("Category", told::category));
            case 7 -> tags.add(named("Tag", told::tag));
            case 8, 9, 10, 11, 12 -> assign();
            case 13 -> change();
            case 14 -> remove();
            case 15, 16 -> categorise();
            case 17, 18 -> tag();
            case 19 -> archive();
            case 20 -> rename();
            case 21 -> delete();
            case 22 -> ask();
            default -> employeeChanged();
        }
    }

    private String named(String kind, java.util.function.Consumer<String> telling) {
        var name = kind + " " + random.nextInt(50) + "-" + made++;
        telling.accept(name);
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
                told.customerAskingTags(name, "T" + random.nextInt(99), askedTags());
            } else if (random.nextInt(3) > 0 || categories.isEmpty()) {
                told.customer(name, Integer.toString(random.nextInt(5000)));
            } else if (random.nextBoolean()) {
                told.customerAsking(
                        name,
                        "K" + random.nextInt(99),
                        "id",
                        Told.id(any(categories)).toString());
            } else {
                told.customerAsking(
                        name, "K" + random.nextInt(99), "name", any(categories).toUpperCase());
            }
        }));
    }

    private void project() {
        if (!customers.isEmpty()) {
            var customer = any(customers);
            projects.add(new String[] {named("Project", name -> told.project(name, "P" + made, customer)), customer});
        }
    }

    private void employee() {
        employees.add(named("Employee", name -> told.employee(name, anyTeam(), random.nextBoolean(), true)));
    }

    private String anyTeam() {
        return teams.isEmpty() || random.nextInt(3) == 0 ? null : any(teams);
    }

    private void employeeChanged() {
        if (!employees.isEmpty()) {
            told.employeeChanged(any(employees), anyTeam(), random.nextBoolean(), random.nextInt(4) > 0);
        }
    }

    private void assign() {
        if (customers.isEmpty() || employees.isEmpty()) {
            return;
        }
        boolean ofProject = !projects.isEmpty() && random.nextInt(3) == 0;
        var project = ofProject ? any(projects) : null;
        var customer = ofProject ? project[1] : any(customers);
        var subject = ofProject ? project[0] : customer;
        var role = roles.isEmpty() || random.nextInt(3) == 0 ? null : any(roles);
        var from = day();
        var to = from == null || random.nextBoolean() ? null : from.plusDays(random.nextInt(200));
        var one = new Object[] {ofProject ? "project" : "customer", subject, customer, any(employees), role, from, to};
        if (assigned.add(subject + one[3] + role + from)) {
            responsibilities.add(one);
            tell("ResponsibilityAssigned", one);
        }
    }

    private void change() {
        if (!responsibilities.isEmpty()) {
            var one = any(responsibilities);
            one[6] = one[5] == null ? day() : ((LocalDate) one[5]).plusDays(random.nextInt(300));
            tell("ResponsibilityChanged", one);
        }
    }

    private void remove() {
        if (!responsibilities.isEmpty()) {
            var one = any(responsibilities);
            responsibilities.remove(one);
            assigned.remove("" + one[1] + one[3] + one[4] + one[5]);
            tell("ResponsibilityRemoved", one);
        }
    }

    private void tell(String type, Object[] one) {
        told.responsibility(
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
        var customer = any(customers);
        var id = Told.id(customer);
        switch (random.nextInt(4)) {
            case 0 ->
                told.groupings("CustomerUncategorised", id, "customerId", id, "movedFrom", Told.id(any(categories)));
            case 1 ->
                told.groupings(
                        "CategoryRequestKept",
                        id,
                        "customerId",
                        id,
                        "answering",
                        told.facts("incharge.customers").size());
            default -> told.categorised(customer, any(categories), answering());
        }
    }

    private void tag() {
        if (customers.isEmpty() || tags.isEmpty()) {
            return;
        }
        var customer = any(customers);
        var tag = any(tags);
        if (random.nextInt(3) == 0) {
            told.groupings(
                    "CustomerUntagged", Told.id(customer), "customerId", Told.id(customer), "tagId", Told.id(tag));
        } else {
            told.tagged(customer, tag, answering());
        }
    }

    /** Null when a person did it, else everything that was asked so far. */
    private Long answering() {
        return random.nextBoolean()
                ? null
                : (long) told.facts("incharge.customers").size();
    }

    private void archive() {
        if (customers.isEmpty()) {
            return;
        }
        if (projects.isEmpty() || random.nextBoolean()) {
            var id = Told.id(any(customers));
            told.customers(random.nextInt(3) == 0 ? "CustomerRestored" : "CustomerArchived", id, "customerId", id);
        } else {
            var project = any(projects);
            told.customers(
                    random.nextBoolean() ? "ProjectRestored" : "ProjectArchived",
                    Told.id(project[0]),
                    "projectId",
                    Told.id(project[0]),
                    "customerId",
                    Told.id(project[1]));
        }
    }

    private void rename() {
        if (customers.isEmpty()) {
            return;
        }
        var id = Told.id(any(customers));
        if (random.nextBoolean()) {
            told.customers("CustomerRenamed", id, "customerId", id, "name", "Renamed " + random.nextInt(99));
        } else {
            told.customers(
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
                    var team = any(teams);
                    teams.remove(team);
                    told.responsibilities("TeamDeleted", Told.id(team), "teamId", Told.id(team));
                }
            }
            case 1 -> {
                if (categories.size() > 1) {
                    var category = any(categories);
                    categories.remove(category);
                    told.groupings("CategoryDeleted", Told.id(category), "categoryId", Told.id(category));
                }
            }
            default -> {
                if (tags.size() > 1) {
                    var tag = any(tags);
                    tags.remove(tag);
                    told.groupings("TagDeleted", Told.id(tag), "tagId", Told.id(tag));
                }
            }
        }
    }

    private List<Map<String, Object>> askedTags() {
        var asked = new ArrayList<Map<String, Object>>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            var tag = any(tags);
            asked.add(random.nextBoolean() ? Told.fields("id", Told.id(tag)) : Told.fields("name", tag.toUpperCase()));
        }
        return asked;
    }

    private void ask() {
        if (!customers.isEmpty() && !tags.isEmpty() && random.nextBoolean()) {
            told.askingTags(any(customers), askedTags());
        } else if (!customers.isEmpty() && !categories.isEmpty()) {
            var id = Told.id(any(customers));
            told.customers(
                    "CustomerGroupingRequested",
                    id,
                    "customerId",
                    id,
                    "requestedGrouping",
                    Told.fields("category", Told.fields("id", Told.id(any(categories)))));
        }
    }
}
