package incharge.acceptance;

import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Every page of the UI with its important states. */
final class Visits {

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
     * @param refused whether the server refuses something, which the console of the browser says
     */
    record Visit(String name, String address, Width width, boolean refused, Consumer<Screen> act) {

        boolean at(boolean wide) {
            return width == Width.ALL || width == Width.WIDE == wide;
        }

        Visit only(Width other) {
            return new Visit(name, address, other, refused, act);
        }

        Visit whenRefused() {
            return new Visit(name, address, width, true, act);
        }
    }

    private final Rows rows;

    /** What the pages show. */
    record Rows(
            String word,
            String customer,
            String archived,
            String category,
            String tag,
            String project,
            String employee,
            String importId) {}

    private Visits(Rows rows) {
        this.rows = rows;
    }

    static List<Visit> of(Rows rows) {
        var visits = new Visits(rows);
        return Stream.of(
                        visits.shell(),
                        visits.matrix(),
                        visits.matrixActs(),
                        visits.customers(),
                        visits.customer(),
                        visits.groups(),
                        visits.lists(),
                        visits.imports(),
                        visits.settings(),
                        visits.ends())
                .flatMap(List::stream)
                .toList();
    }

    private static Visit page(String name, String address) {
        return visit(name, address, _ -> {});
    }

    private static Visit visit(String name, String address, Consumer<Screen> act) {
        return new Visit(name, address, Width.ALL, false, act);
    }

    private List<Visit> shell() {
        return List.of(
                page("not-found", "/nothing/here"),
                page("my-work", "/me"),
                visit("palette", "/me", screen -> screen.press("Control+k").waitForDialog()),
                visit("palette-hits", "/me", screen -> {
                    screen.press("Control+k").waitForDialog();
                    screen.page().keyboard().insertText(rows.word());
                    screen.waitFor("dialog [role=option]:has-text('" + rows.word() + "')");
                }),
                visit("shortcuts", "/me", screen -> screen.press("?").waitForDialog()),
                visit("account-menu", "/me", screen -> account(screen)),
                visit("language-menu", "/me", screen -> {
                    account(screen);
                    screen.press("ArrowDown", "Enter").waitFor("[role=menuitemradio]");
                }),
                visit("navigation", "/me", screen -> screen.click("shell.menu").waitForDialog())
                        .only(Width.NARROW));
    }

    /** The last visits: what is asked for after the end of a session is refused. */
    private List<Visit> ends() {
        return List.of(visit("signed-out", "/me", screen -> signedOut(screen)).whenRefused());
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

    private String mine(String more) {
        return MATRIX + "?q=" + rows.word() + more;
    }

    private List<Visit> matrix() {
        LocalDate today = LocalDate.now();
        return List.of(
                page("responsibilities", MATRIX),
                page("by-role", MATRIX + "?view=role"),
                page("responsibilities-projects", mine("&projects=true&period=all")),
                page("responsibilities-past", MATRIX + "?on=" + today.minusDays(200)),
                page("responsibilities-planning", MATRIX + "?on=" + today.plusDays(40)),
                page("responsibilities-as-known", MATRIX + "?asOf=" + today.minusDays(3) + "T12:00:00Z"),
                page("responsibilities-nothing", MATRIX + "?q=nothing" + rows.word()),
                page("print", MATRIX + "/print?q=" + rows.word()),
                visit("date", MATRIX, screen -> {
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
                visit("views", MATRIX, screen -> screen.click("views.title").waitForMenu())
                        .only(Width.WIDE),
                visit("save-view", MATRIX, screen -> {
                            screen.click("views.title").choose("views.save");
                            screen.waitForDialog();
                        })
                        .only(Width.WIDE),
                visit("more", MATRIX, screen -> screen.click("ui.more").waitForMenu()),
                visit("legend", MATRIX, screen -> screen.click("matrix.legend")).only(Width.WIDE),
                visit("my-changes", MATRIX, screen -> {
                    screen.click("ui.more").choose("changes.menu");
                    screen.waitForDialog();
                }),
                visit("filter-open", MATRIX, screen -> {
                            screen.named(AriaRole.COMBOBOX, "filters.grouping").click();
                            screen.waitFor("[role=option]");
                        })
                        .only(Width.WIDE),
                visit("filters", MATRIX + "?category=none", screen -> {
                            screen.page().locator("main .bar > .btn.on").first().click();
                            screen.waitForDialog();
                        })
                        .only(Width.NARROW));
    }

    private List<Visit> matrixActs() {
        return List.of(
                visit(
                        "cell",
                        mine(""),
                        screen -> screen.focus(screen.cell(true)).press("F2").waitForDialog()),
                visit(
                        "cell-history",
                        mine(""),
                        screen -> screen.focus(screen.cell(true)).press("h").waitForDialog()),
                visit("role-cell", mine("&view=role"), screen -> {
                    screen.page()
                            .locator("[role=gridcell] [aria-haspopup=dialog]")
                            .first()
                            .click();
                    screen.waitForDialog();
                }),
                visit(
                        "column-menu",
                        mine(""),
                        screen -> screen.focus(screen.cell(true))
                                .press("Home", "Control+Home", "ArrowUp", "F2")
                                .waitForMenu()),
                visit(
                        "row-menu",
                        mine(""),
                        screen -> screen.focus(screen.cell(true))
                                .press("Control+Home", "ArrowLeft", "F2")
                                .waitForMenu()),
                visit(
                        "selection",
                        mine(""),
                        screen -> screen.focus(screen.cell(true))
                                .press("Control+Home", "Shift+ArrowDown", "Shift+ArrowRight")
                                .waitFor(".selbar")),
                visit("preview", mine(""), screen -> {
                    screen.focus(screen.cell(true)).press("Control+a").waitFor(".selbar");
                    screen.click("matrix.remove").waitForDialog();
                    screen.waitFor("dialog table");
                }),
                visit("toast", mine("&employee=" + rows.employee()), screen -> {
                    screen.page().locator("[role=gridcell] button").last().click();
                    screen.waitFor(".toast");
                }));
    }

    private List<Visit> customers() {
        return List.of(
                page("customers", "/customers"),
                page("customers-archived", "/customers?archived=true&q=" + rows.word()),
                page("customers-nothing", "/customers?q=nothing" + rows.word()),
                visit("customers-error", "/customers?sort=createdAt", screen -> {})
                        .whenRefused(),
                visit("customers-selected", "/customers?q=" + rows.word(), screen -> select(screen)),
                visit("customers-category", "/customers?q=" + rows.word(), screen -> {
                    select(screen);
                    screen.click("overview.setCategory").waitForDialog();
                }),
                page("customer-new", "/customers/new"),
                visit(
                        "customer-new-faults",
                        "/customers/new",
                        screen -> screen.click("ui.save").waitFor("[role=alert]")),
                visit("customer-new-country", "/customers/new", screen -> {
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

    private List<Visit> customer() {
        String card = "/customers/" + rows.customer();
        return List.of(
                page("customer", card),
                page("customer-sales", card + "/sales"),
                page("customer-history", card + "/history"),
                page("customer-archived", "/customers/" + rows.archived()),
                visit(
                        "customer-actions",
                        card,
                        screen -> screen.click("customer.more").waitForMenu()),
                visit(
                        "customer-assign",
                        card,
                        screen -> screen.click("matrix.assign").waitForDialog()));
    }

    private List<Visit> groups() {
        String category = "/customers/categories/" + rows.category();
        String tag = "/customers/tags/" + rows.tag();
        return List.of(
                page("categories", "/customers/categories"),
                page("category-new", "/customers/categories/new"),
                visit(
                        "category-faults",
                        "/customers/categories/new",
                        screen -> screen.click("ui.save").waitFor("[role=alert]")),
                page("category", category),
                visit("category-sellers", category, screen -> screen.tab("category.sellers")),
                visit(
                        "category-customers",
                        category,
                        screen -> screen.tab("nav.customers").waitFor("dialog table, form table")),
                visit(
                        "category-delete",
                        category,
                        screen -> screen.click("ui.delete").waitForDialog()),
                page("tags", "/customers/tags"),
                page("tag-new", "/customers/tags/new"),
                page("tag", tag),
                visit("tag-delete", tag, screen -> screen.click("ui.delete").waitForDialog()),
                page("customer-groups", "/settings/groups/customer-groups"),
                page("customer-group-new", "/settings/groups/customer-groups/new"));
    }

    private List<Visit> lists() {
        String mine = "?q=" + rows.word();
        return List.of(
                page("assignees", "/customers/assignees"),
                page("assignees-nothing", "/customers/assignees?q=nothing" + rows.word()),
                page("assignees-ended", "/customers/assignees" + mine + "&projects=true&period=all"),
                visit("assignee-change", "/customers/assignees" + mine, screen -> {
                            screen.page().locator("main td .btn.icon").first().click();
                            screen.waitForDialog();
                        })
                        .only(Width.WIDE),
                page("projects", "/projects"),
                page("projects-nothing", "/projects?q=nothing" + rows.word()),
                page("project-new", "/projects/new?customer=" + rows.customer()),
                page("project-edit", "/projects/" + rows.project() + "/edit"));
    }

    private List<Visit> imports() {
        String file = "number;name;email;unknown\n;" + rows.word() + " Fjord AS;post@fjord.example;x\n;;nobody;y\n";
        return List.of(
                page("imports", "/imports"),
                page("import-file", "/imports/new?what=customers"),
                visit("import-columns", "/imports/new?what=customers", screen -> {
                    screen.file("customers.csv", file).click("import.next").waitFor("main table");
                }),
                visit("import-check", "/imports/new?what=customers", screen -> {
                    screen.file("customers.csv", file).click("import.next").waitFor("main table");
                    screen.click("import.next")
                            .waitFor("main table[aria-label='" + screen.texts().of("import.rows") + "'] td");
                }),
                page("import-done", "/imports/customers/" + rows.importId()));
    }

    private List<Visit> settings() {
        return List.of(
                page("settings", "/settings"),
                page("employees", "/settings/employees"),
                page("employees-nothing", "/settings/employees?q=nothing" + rows.word()),
                page("employee-new", "/settings/employees/new"),
                visit(
                        "employee-faults",
                        "/settings/employees/new",
                        screen -> screen.click("ui.save").waitFor("[role=alert]")),
                page("employee", "/settings/employees/" + rows.employee()),
                visit(
                        "employee-delete",
                        "/settings/employees/" + rows.employee(),
                        screen -> screen.click("ui.delete").waitForDialog()),
                page("teams", "/settings/teams"),
                visit(
                        "team-new",
                        "/settings/teams",
                        screen -> screen.click("settings.newTeam").waitForDialog()),
                page("roles", "/settings/roles"),
                visit(
                        "role-new",
                        "/settings/roles",
                        screen -> screen.click("settings.newCustomerRole").waitForDialog()),
                page("accounts", "/settings/accounts"),
                page("workspace", "/settings/workspace"));
    }
}
