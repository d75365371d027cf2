package incharge.acceptance;

import static incharge.acceptance.Workspace.change;
import static incharge.acceptance.Workspace.changeOf;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Every page of the UI with its important states. */
final class PageStates {

    private static final String MATRIX = "/customers/responsibilities";

    /** Where a state is seen. */
    enum Width {
        ALL,
        WIDE,
        NARROW
    }

    /**
     * An address and what is done there.
     *
     * @param refused whether the server refuses something, so that Chromium writes a line into the console
     */
    record State(String name, String address, Width width, boolean refused, Consumer<Screen> act) {

        boolean at(boolean wide) {
            return width == Width.ALL || width == Width.WIDE == wide;
        }

        State only(Width other) {
            return new State(name, address, other, refused, act);
        }

        State whenRefused() {
            return new State(name, address, width, true, act);
        }
    }

    private final Rows rows;

    /** What the pages show. */
    record Rows(
            String word,
            String team,
            String customer,
            String archived,
            String category,
            String tag,
            String project,
            String employee,
            String erased,
            String person,
            String importId) {}

    /** Something for every page to show. */
    static Rows rows(Workspace workspace) {
        String word = Workspace.word();
        LocalDate today = LocalDate.now();
        String team = workspace.made("/api/teams", "name", "Team " + word);
        String seller = workspace.employee(
                "Astrid " + word, "teamId", team, "seller", true, "email", "astrid@" + word + ".example");
        String other = workspace.employee("Bengt " + word, "teamId", team, "sellerInfo", "Oslo and the west coast");
        String role = workspace.role("Keeper " + word);
        List<String> customers = workspace.customers("Strand " + word, 3);
        String archived = workspace.customer("Closed " + word);
        workspace.post("/api/customers/" + archived + "/archive", "").expect(200);
        String category = workspace.category(
                "Shops " + word, "customerIds", customers.subList(0, 2), "sellerIds", List.of(seller));
        String tag = workspace.tag("Season " + word, "customerIds", customers.subList(1, 3));
        String project = workspace.project(customers.getFirst(), "Move " + word);
        workspace.changed(List.of(
                change("assign", customers.get(0), seller, "roleId", role, "from", today.minusDays(400)),
                change("assign", customers.get(0), other, "to", today.plusDays(9)),
                change("assign", customers.get(1), seller, "from", today.plusDays(30)),
                change("assign", customers.get(2), other, "to", today.minusDays(90)),
                changeOf("project", "assign", project, other)));
        workspace.made(
                "/api/customers/" + customers.getFirst() + "/contacts",
                "name",
                "Maria " + word,
                "email",
                "maria@" + word + ".example");
        workspace.made(
                "/api/projects/" + project + "/activities", "kind", "todo", "title", "Measure " + word, "due", today);
        String erased = workspace.employee("Gone " + word, "active", false);
        workspace
                .post("/api/employees/" + erased + "/erase", "{\"reason\":\"Asked for by letter\"}")
                .expect(204);
        return new Rows(
                word,
                team,
                customers.getFirst(),
                archived,
                category,
                tag,
                project,
                seller,
                erased,
                workspace.customer("Kim " + word, "kind", "person"),
                imported(workspace.api(), word));
    }

    /** An import whose second row is refused. */
    private static String imported(Api api, String word) {
        String file = "name,email\nImported " + word + ",post@" + word + ".example\n,nobody\n";
        return api.finished(api.upload("customers", "", "customers.csv", file.getBytes(UTF_8), Map.of()))
                .json()
                .get("importId")
                .asString();
    }

    private PageStates(Rows rows) {
        this.rows = rows;
    }

    static List<State> of(Rows rows) {
        var states = new PageStates(rows);
        return Stream.of(
                        states.shell(),
                        states.matrix(),
                        matrixTools(),
                        states.matrixActs(),
                        states.matrixSelection(),
                        states.customers(),
                        states.customer(),
                        states.groups(),
                        states.lists(),
                        states.work(),
                        states.imports(),
                        states.settings(),
                        states.ends())
                .flatMap(List::stream)
                .toList();
    }

    private static State page(String name, String address) {
        return state(name, address, _ -> {});
    }

    private static State state(String name, String address, Consumer<Screen> act) {
        return new State(name, address, Width.ALL, false, act);
    }

    private List<State> shell() {
        return List.of(
                page("not-found", "/nothing/here"),
                page("my-work", "/me"),
                state("palette", "/me", screen -> screen.press("Control+k").waitForDialog()),
                state("palette-hits", "/me", screen -> {
                    screen.press("Control+k").waitForDialog();
                    screen.page().keyboard().insertText(rows.word());
                    screen.waitFor("dialog [role=option]:has-text('" + rows.word() + "')");
                }),
                state("shortcuts", "/me", screen -> screen.press("?").waitForDialog()),
                state("account-menu", "/me", screen -> account(screen)),
                state("language-menu", "/me", screen -> {
                    account(screen);
                    screen.press("ArrowDown", "Enter").waitFor("[role=menuitemradio]");
                }),
                state("navigation", "/me", screen -> screen.click("shell.menu").waitForDialog())
                        .only(Width.NARROW));
    }

    /** The last ones: what is asked for after the end of a session is refused. */
    private List<State> ends() {
        return List.of(state("signed-out", "/me", screen -> signedOut(screen)).whenRefused());
    }

    private static void account(Screen screen) {
        screen.page().locator(".top [aria-haspopup=menu]").click();
        screen.waitForMenu();
    }

    /** The session ended elsewhere: the next request is refused. */
    private static void signedOut(Screen screen) {
        screen.page().route("**/api/search**", route -> route.fulfill(Answers.UNAUTHENTICATED));
        screen.press("Control+k").waitForDialog();
        screen.page().keyboard().insertText("a");
        screen.waitFor("dialog a[href^='/sign-in']");
        screen.page().unroute("**/api/search**");
    }

    /** The own rows with the own employees, who are in sight however many others there are. */
    private String mine(String more) {
        return MATRIX + "?q=" + rows.word() + "&team=" + rows.team() + more;
    }

    private List<State> matrix() {
        LocalDate today = LocalDate.now();
        return List.of(
                page("responsibilities", MATRIX),
                page("by-role", MATRIX + "?view=role"),
                page("responsibilities-projects", mine("&projects=true&period=all")),
                page("responsibilities-past", MATRIX + "?on=" + today.minusDays(200)),
                page("responsibilities-planning", MATRIX + "?on=" + today.plusDays(40)),
                page("responsibilities-as-known", MATRIX + "?asOf=" + today.minusDays(3) + "T12:00:00Z"),
                page("responsibilities-nothing", MATRIX + "?q=nothing" + rows.word()),
                page("print", MATRIX + "/print?q=" + rows.word()));
    }

    private static List<State> matrixTools() {
        return List.of(
                state("date", MATRIX, screen -> {
                            screen.page()
                                    .locator(
                                            "button:has-text('" + screen.texts().of("matrix.today") + "')")
                                    .first()
                                    .click();
                            screen.waitForDialog()
                                    .page()
                                    .locator("dialog [type=radio]")
                                    .nth(1)
                                    .check();
                        })
                        .only(Width.WIDE),
                state("views", MATRIX, screen -> screen.click("views.title").waitForMenu())
                        .only(Width.WIDE),
                state("save-view", MATRIX, screen -> {
                            screen.click("views.title").choose("views.save");
                            screen.waitForDialog();
                        })
                        .only(Width.WIDE),
                state("more", MATRIX, screen -> screen.click("ui.more").waitForMenu()),
                state("legend", MATRIX, screen -> screen.click("matrix.legend")).only(Width.WIDE),
                state("my-changes", MATRIX, screen -> {
                    screen.click("ui.more").choose("changes.menu");
                    screen.waitForDialog();
                }),
                state("filter-open", MATRIX, screen -> {
                            screen.named(AriaRole.COMBOBOX, "filters.grouping").click();
                            screen.waitFor("[role=option]");
                        })
                        .only(Width.WIDE),
                state("filters", MATRIX + "?category=none", screen -> {
                            screen.page().locator("main .bar > .btn.on").first().click();
                            screen.waitForDialog();
                        })
                        .only(Width.NARROW));
    }

    private List<State> matrixActs() {
        return List.of(
                state(
                        "cell",
                        mine(""),
                        screen -> screen.focus(screen.cell(true)).press("F2").waitForDialog()),
                state(
                        "cell-history",
                        mine(""),
                        screen -> screen.focus(screen.cell(true)).press("h").waitForDialog()),
                state("role-cell", mine("&view=role"), screen -> {
                    screen.page()
                            .locator("[role=gridcell] [aria-haspopup=dialog]")
                            .first()
                            .click();
                    screen.waitForDialog();
                }),
                state(
                        "column-menu",
                        mine(""),
                        screen -> screen.focus(screen.cell(true))
                                .press("Home", "Control+Home", "ArrowUp", "F2")
                                .waitForMenu()),
                state(
                        "row-menu",
                        mine(""),
                        screen -> screen.focus(screen.cell(true))
                                .press("Control+Home", "ArrowLeft", "F2")
                                .waitForMenu()),
                state("toast", mine("&employee=" + rows.employee()), screen -> {
                    screen.page().locator("[role=gridcell] button").last().click();
                    screen.waitFor(".toast");
                }));
    }

    private List<State> matrixSelection() {
        return List.of(
                state(
                        "selection",
                        mine(""),
                        screen -> screen.focus(screen.cell(true))
                                .press("Control+Home", "Shift+ArrowDown", "Shift+ArrowRight")
                                .waitFor(".selbar")),
                state("preview", mine(""), screen -> {
                    screen.focus(screen.cell(true)).press("Control+a").waitFor(".selbar");
                    screen.click("matrix.remove").waitForDialog();
                    screen.waitFor("dialog table");
                }));
    }

    private List<State> customers() {
        return List.of(
                page("customers", "/customers"),
                page("customers-archived", "/customers?archived=true&q=" + rows.word()),
                page("customers-nothing", "/customers?q=nothing" + rows.word()),
                state("customers-error", "/customers?sort=createdAt", screen -> {})
                        .whenRefused(),
                state("customers-selected", "/customers?q=" + rows.word(), screen -> select(screen)),
                state("customers-category", "/customers?q=" + rows.word(), screen -> {
                    select(screen);
                    screen.click("overview.setCategory").waitForDialog();
                }),
                page("customer-new", "/customers/new"),
                state(
                        "customer-new-faults",
                        "/customers/new",
                        screen -> screen.click("ui.save").waitFor("[role=alert]")),
                state("customer-new-country", "/customers/new", screen -> {
                    screen.named(AriaRole.COMBOBOX, "customer.country").click();
                    screen.waitFor("[role=option]");
                }),
                page("customer-edit", "/customers/" + rows.customer() + "/edit"));
    }

    private static void select(Screen screen) {
        screen.page()
                .locator("main table tbody [type=checkbox], main .cards [type=checkbox]")
                .first()
                .check();
        screen.waitFor(".selbar");
    }

    private List<State> customer() {
        String card = "/customers/" + rows.customer();
        return List.of(
                page("customer", card),
                page("customer-sales", card + "/sales"),
                page("customer-history", card + "/history"),
                page("customer-archived", "/customers/" + rows.archived()),
                state(
                        "customer-actions",
                        card,
                        screen -> screen.click("customer.more").waitForMenu()),
                state(
                        "customer-assign",
                        card,
                        screen -> screen.click("matrix.assign").waitForDialog()));
    }

    private List<State> groups() {
        String category = "/customers/categories/" + rows.category();
        String tag = "/customers/tags/" + rows.tag();
        return List.of(
                page("categories", "/customers/categories"),
                page("category-new", "/customers/categories/new"),
                state(
                        "category-faults",
                        "/customers/categories/new",
                        screen -> screen.click("ui.save").waitFor("[role=alert]")),
                page("category", category),
                state("category-sellers", category, screen -> screen.tab("category.sellers")),
                state(
                        "category-customers",
                        category,
                        screen -> screen.tab("nav.customers").waitFor("dialog table, form table")),
                state(
                        "category-delete",
                        category,
                        screen -> screen.click("ui.delete").waitForDialog()),
                page("tags", "/customers/tags"),
                page("tag-new", "/customers/tags/new"),
                page("tag", tag),
                state("tag-delete", tag, screen -> screen.click("ui.delete").waitForDialog()),
                page("customer-groups", "/settings/groups/customer-groups"),
                page("customer-group-new", "/settings/groups/customer-groups/new"));
    }

    private List<State> lists() {
        String mine = "?q=" + rows.word();
        return List.of(
                page("assignees", "/customers/assignees"),
                page("assignees-nothing", "/customers/assignees?q=nothing" + rows.word()),
                page("assignees-ended", "/customers/assignees" + mine + "&projects=true&period=all"),
                state("assignee-change", "/customers/assignees" + mine, screen -> {
                            screen.page().locator("main td .btn.icon").first().click();
                            screen.waitForDialog();
                        })
                        .only(Width.WIDE),
                page("projects", "/projects"),
                page("projects-nothing", "/projects?q=nothing" + rows.word()),
                page("project", "/projects/" + rows.project()),
                page("project-new", "/projects/new?customer=" + rows.customer()),
                page("project-edit", "/projects/" + rows.project() + "/edit"));
    }

    private List<State> work() {
        String mine = "?q=" + rows.word();
        return List.of(
                page("contacts", "/contacts"),
                page("contacts-nothing", "/contacts?q=nothing" + rows.word()),
                state("contact-edit", "/contacts" + mine, screen -> {
                            screen.page().locator("main td .plain").first().click();
                            screen.waitForDialog();
                        })
                        .only(Width.WIDE),
                page("sales-cases", "/sales"),
                page("tasks", "/tasks"),
                page("tasks-table", "/tasks?as=table"),
                page("tasks-nothing", "/tasks?q=nothing" + rows.word()),
                state("task-actions", "/tasks" + mine, screen -> {
                    screen.page()
                            .locator("main .task [aria-haspopup=menu]")
                            .first()
                            .click();
                    screen.waitForMenu();
                }),
                page("tasks-new", "/tasks/new"),
                state(
                        "tasks-new-faults",
                        "/tasks/new",
                        screen -> screen.click("preview.title").waitFor("[role=alert]")),
                page("custom-fields", "/settings/custom-fields"),
                state(
                        "custom-field-new",
                        "/settings/custom-fields",
                        screen -> screen.click("customFields.new").waitForDialog()));
    }

    private List<State> imports() {
        String file = "number;name;email;unknown\n;" + rows.word() + " Fjord AS;post@fjord.example;x\n;;nobody;y\n";
        return List.of(
                page("imports", "/imports"),
                page("import-file", "/imports/new?what=customers"),
                state("import-columns", "/imports/new?what=customers", screen -> {
                    screen.file("customers.csv", file).click("import.next").waitFor("main table");
                }),
                state("import-check", "/imports/new?what=customers", screen -> {
                    screen.file("customers.csv", file).click("import.next").waitFor("main table");
                    screen.click("import.next")
                            .waitFor("main table[aria-label='" + screen.texts().of("import.rows") + "'] td");
                }),
                page("import-done", "/imports/customers/" + rows.importId()));
    }

    private List<State> settings() {
        return List.of(
                page("settings", "/settings"),
                page("employees", "/settings/employees"),
                page("employees-nothing", "/settings/employees?q=nothing" + rows.word()),
                page("employee-new", "/settings/employees/new"),
                state(
                        "employee-faults",
                        "/settings/employees/new",
                        screen -> screen.click("ui.save").waitFor("[role=alert]")),
                page("employee", "/settings/employees/" + rows.employee()),
                state(
                        "employee-delete",
                        "/settings/employees/" + rows.employee(),
                        screen -> screen.click("ui.delete").waitForDialog()),
                state(
                        "employee-erase",
                        "/settings/employees/" + rows.employee(),
                        screen -> screen.click("erase.item").waitForDialog()),
                page("employee-erased", "/settings/employees/" + rows.erased()),
                state(
                        "person-erase",
                        "/customers/" + rows.person(),
                        screen -> screen.click("customer.more")
                                .choose("erase.item")
                                .waitForDialog()
                                .click("erase.act")
                                .waitFor("[role=alert]")),
                page("erasures", "/settings/erasures"),
                page("teams", "/settings/teams"),
                state(
                        "team-new",
                        "/settings/teams",
                        screen -> screen.click("settings.newTeam").waitForDialog()),
                page("roles", "/settings/roles"),
                state(
                        "role-new",
                        "/settings/roles",
                        screen -> screen.click("settings.newCustomerRole").waitForDialog()),
                page("accounts", "/settings/accounts"),
                page("workspace", "/settings/workspace"),
                page("health", "/settings/health"),
                state(
                        "health-rebuild",
                        "/settings/health",
                        screen -> screen.click(
                                        "health.rebuildOf",
                                        "log",
                                        screen.texts().of("health.log.customers"))
                                .waitForDialog()));
    }
}
