package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A person imports a file with faults: says what its columns are, sees what will be refused, and takes it back. */
class ImportWizardTest extends PageTest {

    private static Locator step(Visit visit, String name) {
        return visit.find(AriaRole.LIST, "Steps")
                .getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHasText(name));
    }

    private static void choose(Visit visit, String word, String content) {
        visit.labelled("File")
                .setInputFiles(new FilePayload("list-" + word + ".csv", "text/csv", content.getBytes(UTF_8)));
    }

    /** The list follows the import: only the browser knows how far. */
    private static void hasCustomers(Api api, String word, int count) {
        await().untilAsserted(() -> assertThat(api.get("/api/customers?q=" + word)
                        .expect(200)
                        .json()
                        .get("total")
                        .asInt())
                .isEqualTo(count));
    }

    @Test
    void imports_what_is_right_and_takes_it_back() {
        // The first check is refused, because nobody has said yet what the columns are.
        expectConsoleMessage("422");
        String word = unique();
        Visit visit = open("demo-editor", "/imports/new?what=customers");
        assertThat(visit.heading("Import")).isFocused();
        assertThat(step(visit, "File")).hasAttribute("aria-current", "step");
        assertThat(visit.combobox("What")).isVisible();
        assertThat(visit.radio("Refuse it")).isChecked();
        choose(
                visit,
                word,
                "Firm,Nummer %1$s,Mail\nAlfa %1$s,A%1$s,a@b.example\nBeta %1$s,B%1$s,nobody\n,C%1$s,c@b.example\nDelta %1$s,D%1$s,\n"
                        .formatted(word));
        visit.button("Next").click();

        assertThat(step(visit, "Columns")).hasAttribute("aria-current", "step");
        visit.choose("Goes to: Firm", "Name");
        visit.choose("Goes to: Nummer " + word, "Number");
        visit.choose("Goes to: Mail", "E-mail");
        visit.button("Next").click();

        assertThat(step(visit, "Check")).hasAttribute("aria-current", "step");
        assertThat(visit.find(AriaRole.PROGRESSBAR, "Checking")).hasAttribute("aria-valuenow", "100");
        assertThat(visit.columns("Rows")).contains("Row", "Verdict", "Field", "Reason");
        visit.choose("Verdict", "Refused");
        assertThat(visit.row("Rows", "E-mail")).containsText("Beta " + word);
        assertThat(visit.row("Rows", "Alfa " + word)).hasCount(0);
        assertThat(Sheet.ofXlsx(api("demo-editor").get(visit.link("Excel").getAttribute("href"))))
                .hasSize(3);
        visit.button("Back").click();
        assertThat(step(visit, "Columns")).hasAttribute("aria-current", "step");
        visit.button("Next").click();
        visit.button("Import 2 rows").click();

        assertThat(step(visit, "Done")).hasAttribute("aria-current", "step");
        assertThat(visit.find(AriaRole.PROGRESSBAR, "Importing")).hasAttribute("aria-valuenow", "100");
        String imported = visit.address();
        Api editor = api("demo-editor");
        hasCustomers(editor, word, 2);
        String delta = editor.get("/api/customers?q=Delta+" + word)
                .json()
                .get("items")
                .get(0)
                .get("id")
                .asString();
        editor.patch("/api/customers/" + delta, "{\"phone\":\"1\"}").expect(200);
        visit.button("Undo import").click();
        assertThat(visit.page().locator("main")).containsText(Pattern.compile("1 .*taken back.* 1 .*stay"));
        hasCustomers(editor, word, 1);
        assertThat(visit.button("Undo import")).hasCount(0);

        visit.go("/imports");
        assertThat(visit.heading("Imports")).isFocused();
        assertThat(visit.row("Imports", "list-" + word + ".csv")).containsText("Undone");
        visit.link("list-" + word + ".csv").click();
        assertThat(visit.page()).hasURL(url() + imported);
    }

    @Test
    void offers_what_a_person_may_import() {
        Visit editor = open("demo-editor", "/imports/new");
        editor.combobox("What").click();
        assertThat(editor.all(AriaRole.OPTION)).hasText(new String[] {"Customers", "Projects", "Responsibilities"});
        Visit admin = open("demo-admin", "/imports/new?what=employees");
        admin.combobox("What").click();
        assertThat(admin.find(AriaRole.OPTION, "Employees")).hasAttribute("aria-selected", "true");
        assertThat(admin.button("Next")).isDisabled();
    }
}
