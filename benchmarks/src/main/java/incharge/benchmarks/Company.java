package incharge.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * The data that everything is measured on: 10,000 customers, employees in three teams and responsibilities by
 * {@link Size}, later 100,000. It is imported. Two employees belong to no team and get no responsibility here: the
 * benchmarks assign customers to them.
 */
final class Company {
    static final int CUSTOMERS = 10_000;
    static final int RESPONSIBILITIES_LATER = 100_000;
    static final List<String> TEAMS = List.of("North", "South", "West");

    /** The rows of the first import, while the services are still cold. */
    private static final int FIRST_CUSTOMERS = 3_000;

    private static final int FIRST_RESPONSIBILITIES = 10_000;
    private static final int FREE = 2;
    private static final List<String> ROLES = List.of("Account manager", "Support", "Auditor");
    private static final List<String> COUNTRIES = List.of("DK", "SE", "FI", "DE", "NL");
    private static final String TABLE = "Imports";

    /**
     * @param ofATeam employees of each team
     * @param responsibilities those that are imported at first
     */
    record Size(int ofATeam, int responsibilities) {
        /** 200 employees and 30,000 responsibilities. */
        static final Size USUAL = new Size(66, 30_000);

        /** 500 employees and 60,000 responsibilities: the figures of the web UI are for this one. */
        static final Size WIDE = new Size(166, 60_000);

        private int inTeams() {
            return TEAMS.size() * ofATeam;
        }
    }

    private final Size size;
    private final List<String> customers;
    private final Map<String, String> employees;
    private final List<String> roles;
    private final List<String> categories;
    private final List<String> tags;
    private final AtomicLong assigned = new AtomicLong();
    private final AtomicLong filtered = new AtomicLong();
    private final long run = System.currentTimeMillis() / 1_000 % 10_000;

    private Company(RunningSystem system, Size size) {
        this.size = size;
        this.customers = ids(system, "/api/customers");
        this.employees = new HashMap<>();
        all(system, "/api/employees").forEach(employee -> {
            if (employee.hasNonNull("externalId")) {
                employees.put(
                        employee.get("externalId").asString(),
                        employee.get("id").asString());
            }
        });
        this.roles = ids(system, "/api/roles");
        this.categories = ids(system, "/api/categories");
        this.tags = ids(system, "/api/tags");
    }

    /**
     * Loads the company where the workspace does not hold it yet.
     *
     * @throws IllegalStateException if the workspace holds one of another size
     */
    static Company in(RunningSystem system, Report report, Size size) {
        if (total(system, "/api/customers?limit=1") < CUSTOMERS) {
            load(system, report, size);
        }
        var company = new Company(system, size);
        // more than these are there: the people of the sign-in page
        boolean same = company.employees.containsKey(employee(size.inTeams() - 1))
                && !company.employees.containsKey(employee(size.inTeams()));
        if (!same) {
            throw new IllegalStateException("the workspace holds a company of another size: choose another one");
        }
        return company;
    }

    private static void load(RunningSystem system, Report report, Size size) {
        Report.progress("importing the company");
        upload(system, "employees", employees(size));
        upload(system, "customers", customers(0, FIRST_CUSTOMERS))
                .report(report, "customers with category and two tags, first %,d rows".formatted(FIRST_CUSTOMERS));
        awaitCategories(system, FIRST_CUSTOMERS);
        upload(system, "customers", customers(FIRST_CUSTOMERS, CUSTOMERS))
                .report(report, "customers, %,d rows more".formatted(CUSTOMERS - FIRST_CUSTOMERS));
        long began = System.nanoTime();
        awaitCategories(system, CUSTOMERS);
        report.add(
                TABLE, "... and then until each has its category", Report.seconds((System.nanoTime() - began) / 1e9));
        upload(system, "responsibilities", responsibilities(size, 0, FIRST_RESPONSIBILITIES))
                .report(report, "responsibilities, first %,d rows".formatted(FIRST_RESPONSIBILITIES));
        int rest = size.responsibilities() - FIRST_RESPONSIBILITIES;
        upload(system, "responsibilities", responsibilities(size, FIRST_RESPONSIBILITIES, size.responsibilities()))
                .report(report, "responsibilities, %,d rows more".formatted(rest));
    }

    private static String employee(int number) {
        return "E%03d".formatted(number);
    }

    /** Returns the ids of all customers. */
    List<String> customers() {
        return customers;
    }

    /** Each customer is in one of them. */
    List<String> categories() {
        return categories;
    }

    /** Waits for grouping-service, which assigns categories after the import. */
    private static void awaitCategories(RunningSystem system, int customers) {
        while (all(system, "/api/categories").stream()
                        .mapToInt(category -> category.get("customerCount").asInt())
                        .sum()
                < customers) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** Imports responsibilities up to {@link #RESPONSIBILITIES_LATER}. */
    void grow(RunningSystem system, Report report) {
        String path = "/api/assignees?limit=1" + TeamFilter.of(system, TEAMS);
        if (total(system, path) < RESPONSIBILITIES_LATER) {
            Report.progress("importing more responsibilities");
            int first = size.responsibilities();
            upload(system, "responsibilities", responsibilities(size, first, RESPONSIBILITIES_LATER))
                    .report(report, "responsibilities, %,d rows more".formatted(RESPONSIBILITIES_LATER - first));
        }
    }

    /** A query parameter for each of some teams. */
    static final class TeamFilter {
        private TeamFilter() {}

        static String of(RunningSystem system, List<String> names) {
            var filter = new StringBuilder();
            all(system, "/api/teams").forEach(team -> {
                if (names.contains(team.get("name").asString())) {
                    filter.append("&team=").append(team.get("id").asString());
                }
            });
            return filter.toString();
        }
    }

    private record Imported(int rows, Duration done, Duration visible, String position, String cost) {
        void report(Report report, String what) {
            double rate = rows * 1e9 / done.toNanos();
            report.add(TABLE, what, Report.perSecond(rate), "3,000/s", rate >= 3_000);
            report.add(TABLE, "... until all is visible", Report.perSecond(rows * 1e9 / visible.toNanos()));
            report.add(TABLE, "... processor time a row", cost);
        }
    }

    private static Imported upload(RunningSystem system, String kind, String csv) {
        var cost = Cost.now(system);
        long began = System.nanoTime();
        String location = system.upload(kind, csv.getBytes(UTF_8)).header("Location");
        String progress = URI.create(location).getPath();
        Answer now = system.get(progress);
        while (now.json().get("state").asString().equals("running")) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            now = system.get(progress);
        }
        var done = Duration.ofNanos(System.nanoTime() - began);
        JsonNode end = now.json();
        int rows = end.get("total").asInt();
        if (end.get("created").asInt() != rows) {
            throw new IllegalStateException("not every row of " + kind + " was created: " + now.text());
        }
        String position = now.header("Event-Position");
        // each request waits at most 5 s
        while (system.attempt("/api/matrix?limit=1", "Min-Event-Position", position)
                        .status()
                == 503) {
            Report.progress("waiting for " + position);
        }
        return new Imported(rows, done, Duration.ofNanos(System.nanoTime() - began), position, cost.sinceForEach(rows));
    }

    private static String employees(Size size) {
        var csv = new StringBuilder("employee_id,name,email,team,is_seller\r\n");
        for (int i = 0; i < size.inTeams(); i++) {
            csv.append("E%03d,Person %03d,person%d@company.example,%s,%s\r\n"
                    .formatted(i, i, i, TEAMS.get(i / size.ofATeam()), i % 5 == 0));
        }
        for (int i = 0; i < FREE; i++) {
            csv.append("F%d,Free %d,free%d@company.example,,false\r\n".formatted(i, i, i));
        }
        return csv.toString();
    }

    private static String customers(int from, int to) {
        var csv = new StringBuilder("customer_number,name,country,city,email,category,tags\r\n");
        for (int i = from; i < to; i++) {
            csv.append("C%05d,Customer %05d Ltd,%s,Town %d,office@customer%d.example,Category %d,Tag %d;Tag %d\r\n"
                    .formatted(i, i, COUNTRIES.get(i % 5), i % 97, i, i % 10, i % 7, 7 + i % 5));
        }
        return csv.toString();
    }

    /** The first 10,000 are in the first team; no two are of the same customer, employee and role. */
    private static String responsibilities(Size size, int from, int to) {
        var csv = new StringBuilder("customer_number,employee_id,role,from,to\r\n");
        for (int i = from; i < to; i++) {
            int round = i / CUSTOMERS;
            int team = round == 0 ? 0 : 1 + round % 2;
            int employee = team * size.ofATeam() + (i + 5 * round) % size.ofATeam();
            csv.append("C%05d,E%03d,%s,%s,\r\n"
                    .formatted(
                            i % CUSTOMERS, employee, ROLES.get(round % ROLES.size()), i % 3 == 0 ? "2024-01-01" : ""));
        }
        return csv.toString();
    }

    private static int total(RunningSystem system, String path) {
        return system.get(path).json().get("total").asInt();
    }

    private static List<String> ids(RunningSystem system, String path) {
        return all(system, path).stream().map(item -> item.get("id").asString()).toList();
    }

    private static List<JsonNode> all(RunningSystem system, String path) {
        var items = new ArrayList<JsonNode>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = system.get(path + "?limit=500" + cursor).json();
            page.get("items").forEach(items::add);
            cursor = page.hasNonNull("next") ? "&cursor=" + page.get("next").asString() : null;
        }
        return items;
    }

    String customer(long number) {
        return customers.get((int) (number % customers.size()));
    }

    /**
     * Returns the path of a page of the matrix, with another filter each time until all combinations of tag, employee
     * and category were there.
     */
    String filteredPage() {
        // the employees of teams, whose numbers begin with E; a prime step mixes the combinations
        long number = filtered.getAndIncrement() * 7_919;
        String employee = employees.get(employee((int) (number % size.inTeams())));
        String tag = tags.get((int) (number / size.inTeams() % tags.size()));
        String category = categories.get((int) (number / size.inTeams() / tags.size() % categories.size()));
        return "/api/matrix?limit=50&tag=" + tag + "&employee=" + employee + "&category=" + category;
    }

    /** The employee that bulks assign. */
    String bulkEmployee() {
        return employees.get("F1");
    }

    /**
     * The body of a command with one new assignment: of the employee for single commands, to another customer each
     * time, on days of its own.
     */
    String nextAssignment() {
        long number = assigned.getAndIncrement();
        return assignment(customer(number * 7_919), number);
    }

    /** The same, of one customer. */
    String nextAssignmentOf(String customer) {
        return assignment(customer, assigned.getAndIncrement());
    }

    private String assignment(String customer, long number) {
        // a role and a day for each time around all customers; the run's own days keep repeated runs apart
        String role = roles.get((int) (number / CUSTOMERS % roles.size()));
        String day = "%04d-%02d-%02d".formatted(1900 + run % 8_000, 1 + number % 12, 1 + number / 12 % 28);
        return "{\"changes\":["
                + change(
                        "assign",
                        customer,
                        employees.get("F0"),
                        role,
                        "\"from\":\"" + day + "\",\"to\":\"" + day + "\"")
                + "]}";
    }

    /** A command that assigns one employee to, or removes it from, as many customers. */
    String bulk(String action, int changes, String role) {
        StringBuilder body = new StringBuilder(changes * 180).append("{\"changes\":[");
        for (int i = 0; i < changes; i++) {
            body.append(i == 0 ? "" : ",").append(change(action, customer(i), bulkEmployee(), role, null));
        }
        return body.append("]}").toString();
    }

    /** One of the roles of customers. */
    String role(int number) {
        return roles.get(number % roles.size());
    }

    private static String change(String action, String customer, String employee, String role, String days) {
        return "{\"action\":\"" + action + "\",\"subject\":{\"type\":\"customer\",\"id\":\"" + customer
                + "\"},\"employeeId\":\"" + employee + "\",\"roleId\":\"" + role + "\""
                + (days == null ? "" : "," + days) + "}";
    }
}
