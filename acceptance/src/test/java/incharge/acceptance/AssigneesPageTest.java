package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A person reads the responsibilities as a list, and changes it there. */
class AssigneesPageTest extends PageTest {

    private static final String WORD = unique();
    private static final String LIST = "/customers/assignees?q=" + WORD;
    private static final String NORTH = "North " + WORD;
    private static final String SOUTH = "South " + WORD;
    private static final String ANNA = "Anna " + WORD;
    private static final String BO = "Bo " + WORD;

    private static String north;
    private static String anna;

    @BeforeAll
    static void create() {
        Api editor = api("demo-editor");
        Api admin = api("demo-admin");
        north = created(editor, "/api/customers", "{\"name\":\"" + NORTH + "\"}");
        String south = created(editor, "/api/customers", "{\"name\":\"" + SOUTH + "\"}");
        String project = created(
                editor, "/api/projects", "{\"customerId\":\"%s\",\"name\":\"Build %s\"}".formatted(north, WORD));
        String team = created(admin, "/api/teams", "{\"name\":\"Team " + WORD + "\"}");
        anna = created(
                admin,
                "/api/employees",
                "{\"name\":\"%s\",\"email\":\"anna@%s.example\",\"seller\":true,\"sellerInfo\":\"West coast\",\"teamId\":\"%s\"}"
                        .formatted(ANNA, WORD, team));
        String bo = created(admin, "/api/employees", "{\"name\":\"" + BO + "\"}");
        assign(editor, "customer", north, anna, "2026-01-01", "2099-12-31");
        assign(editor, "customer", north, bo, "2020-01-01", "2020-12-31");
        assign(editor, "customer", south, bo, "2021-01-01", null);
        assign(editor, "project", project, bo, "2021-01-01", null);
    }

    private static void assign(Api api, String type, String subject, String employee, String from, String to) {
        String end = to == null ? "null" : "\"" + to + "\"";
        assign(api, type, subject, employee, ",\"from\":\"%s\",\"to\":%s".formatted(from, end));
    }

    @Test
    void shows_each_responsibility_in_a_line() {
        Visit visit = open("demo-viewer", LIST);

        assertThat(visit.shown()).hasText("2 responsibilities");
        assertThat(visit.columns("Assignees"))
                .isEqualTo(List.of(
                        "Customer name",
                        "Customer group",
                        "Person in charge",
                        "E-mail",
                        "Seller information",
                        "Interval",
                        "Customer role"));
        Visit line = visit.in(visit.row("Assignees", ANNA));
        for (String text :
                List.of(NORTH, ANNA, "anna@" + WORD + ".example", "West coast", "1 Jan 2026 – 31 Dec 2099")) {
            assertThat(line.find(AriaRole.CELL, text)).isVisible();
        }
        assertThat(visit.link("anna@" + WORD + ".example")).hasAttribute("href", "mailto:anna@" + WORD + ".example");
        assertThat(visit.button("Change " + ANNA + " for " + NORTH)).hasCount(0);
        visit.link(SOUTH).click();
        assertThat(visit.heading(SOUTH)).isFocused();
    }

    @Test
    void filters_by_everything_that_the_address_can_say() {
        Visit visit = open("demo-viewer", LIST);
        assertThat(visit.shown()).hasText("2 responsibilities");

        visit.checkbox("Show project participants").check();
        assertThat(visit.shown()).hasText("3 responsibilities");
        visit.checkbox("Show ended").check();
        assertThat(visit.shown()).hasText("4 responsibilities");
        visit.choose("Employee", WORD, ANNA);
        assertThat(visit.shown()).hasText("1 responsibility");
        visit.button("Remove " + ANNA).click();
        visit.choose("Team", "Team " + WORD);
        assertThat(visit.shown()).hasText("1 responsibility");
        visit.button("Clear filters").click();
        visit.choose("Customer", WORD, NORTH);
        assertThat(visit.shown()).hasText("3 responsibilities");
        visit.choose("Category or tag", "Uncat", "Uncategorised");
        assertThat(visit.shown()).hasText("3 responsibilities");
        assertThat(visit.page())
                .hasURL(Pattern.compile("\\?customer=" + north + "&projects=true&period=all&category=none$"));

        visit.go(LIST + "&employee=%s&strange=1&team=7".formatted(anna));
        assertThat(visit.shown()).hasText("1 responsibility");
        assertThat(visit.button("Remove " + ANNA)).isVisible();
        visit.checkbox("Show archived customers").check();
        assertThat(visit.page()).hasURL(Pattern.compile("employee=" + anna + "&archived=true$"));
    }

    @Test
    void shows_a_day_in_the_past() {
        Visit visit = open("demo-editor", LIST);

        visit.button("Date: today").click();
        Visit dialog = visit.in(visit.dialog("Date"));
        assertThat(dialog.radio("Today")).isChecked();
        dialog.radio("As known at").check();
        assertThat(dialog.labelled("Known at")).isVisible();
        dialog.radio("On a day").check();
        dialog.labelled("Day").fill("2020-06-30");
        dialog.button("Apply").click();

        assertThat(visit.button("Date: 30 Jun 2020")).isVisible();
        assertThat(visit.page()).hasURL(Pattern.compile("on=2020-06-30"));
        assertThat(visit.row("Assignees", NORTH).filter(new Locator.FilterOptions().setHasText(BO)))
                .isVisible();
        assertThat(visit.button("Change " + BO + " for " + NORTH)).hasCount(0);
        visit.page().goBack();
        assertThat(visit.button("Date: today")).isVisible();
    }

    @Test
    void changes_a_line_and_takes_it_back() {
        String word = unique();
        Api editor = api("demo-editor");
        String customer = created(editor, "/api/customers", "{\"name\":\"Lake " + word + "\"}");
        assign(editor, "customer", customer, anna, "2026-01-01", null);
        Visit visit = open("demo-editor", "/customers/assignees?q=" + word);

        visit.button("Change " + ANNA + " for Lake " + word).click();
        Visit dialog = visit.in(visit.dialog("Lake " + word + ", " + ANNA));
        Visit line = dialog.in(dialog.find(AriaRole.GROUP, "No role"));
        line.labelled("To").fill("2098-05-04");
        dialog.textbox("Reason").fill("Contract ends");
        dialog.button("Save").click();
        assertThat(visit.row("Assignees", "Lake " + word)).containsText("1 Jan 2026 – 4 May 2098");

        visit.notifications().button("Undo").click();
        assertThat(visit.row("Assignees", "Lake " + word)).not().containsText("2098");
    }

    @Test
    void downloads_the_rows_that_are_shown() {
        Visit visit = open("demo-viewer", LIST + "&projects=true&period=all");
        assertThat(visit.shown()).hasText("4 responsibilities");

        String query = "?q=" + WORD + "&projects=true&period=all&lang=en";
        assertThat(visit.link("CSV")).hasAttribute("href", "/api/assignees.csv" + query);
        assertThat(visit.link("Excel")).hasAttribute("href", "/api/assignees.xlsx" + query);
        List<List<String>> sheet = Sheet.ofXlsx(api("demo-viewer").get("/api/assignees.xlsx" + query));
        assertThat(sheet.getFirst().stream().map(String::strip)).containsAll(visit.columns("Assignees"));
        List<String> people = visit.table("Assignees").getByRole(AriaRole.ROW).allInnerTexts().stream()
                .skip(1)
                .map(row -> row.contains(ANNA) ? ANNA : BO)
                .toList();
        assertThat(sheet.stream().skip(1).map(row -> row.contains(ANNA) ? ANNA : BO))
                .containsExactlyElementsOf(people);
    }
}
