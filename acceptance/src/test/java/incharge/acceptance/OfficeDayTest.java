package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A day in a sales office: what a person does who knows the product by nothing but its pages. */
@Timeout(300)
class OfficeDayTest extends PageTest {

    private static final String DAY = unique();
    private static final Year LAST_YEAR = Year.now().minusYears(1);
    private static final String SELLER = "Olga office" + DAY;
    private static final String SUCCESSOR = "Hugo office" + DAY;
    private static final String FORMER = "Frida office" + DAY;

    /** Five customers of the seller; the first was another one's until April of the last year. */
    private static final List<String> CUSTOMERS = new ArrayList<>();

    @BeforeAll
    static void create() {
        Api admin = api("demo-admin");
        String seller = employee(admin, SELLER);
        employee(admin, SUCCESSOR);
        String former = employee(admin, FORMER);
        for (int i = 1; i <= 5; i++) {
            String name = "Office " + DAY + " no " + i;
            CUSTOMERS.add(name);
            String customer = created(admin, "/api/customers", "{\"name\":\"%s\"}".formatted(name));
            String from = i == 1 ? ",\"from\":\"%s-05-01\"".formatted(LAST_YEAR) : "";
            assign(admin, customer, seller, from);
            if (i == 1) {
                assign(admin, customer, former, ",\"to\":\"%s-04-30\"".formatted(LAST_YEAR));
            }
        }
    }

    private static String employee(Api admin, String name) {
        return created(admin, "/api/employees", "{\"name\":\"%s\",\"seller\":true}".formatted(name));
    }

    private static void assign(Api admin, String customer, String employee, String dates) {
        assign(admin, "customer", customer, employee, dates);
    }

    @Test
    void is_done_without_a_manual() {
        Visit visit = unsigned(options()).go("/");
        signIn(visit, "demo-editor");
        findsWhoIsResponsible(visit);
        handsOverAndTakesItBack(visit);
        seesWhoWasResponsibleInSpring(visit);
        importsWhatIsGoodAndTakesItBack(visit);
        putsCustomersIntoACategory(visit);
    }

    /** What is typed right after the click is searched for, and Enter opens what is found. */
    private static void findsWhoIsResponsible(Visit visit) {
        visit.button("Search or jump").click();
        visit.page().keyboard().type(CUSTOMERS.getFirst());
        visit.page().keyboard().press("Enter");

        assertThat(visit.heading(CUSTOMERS.getFirst())).isVisible();
        assertThat(visit.region("Overview")).containsText(SELLER);
    }

    private static void handsOverAndTakesItBack(Visit visit) {
        visit.in(visit.navigation("Main")).link("Customers").click();
        visit.in(visit.navigation("Customers")).link("Responsibilities").click();
        visit.choose("Employee", SELLER);
        visit.choose("Rows", "With somebody");
        assertThat(visit.shown()).containsText("5 customers");
        visit.button("Select cells").click();
        CUSTOMERS.forEach(customer -> cell(visit, customer).click());
        visit.in(visit.find(AriaRole.TOOLBAR, "Selection")).button("Hand over…").click();
        Visit preview = visit.in(visit.dialog("Preview"));
        preview.choose("Hand over to", SUCCESSOR);
        preview.find(AriaRole.BUTTON, Pattern.compile("^Apply \\d+ changes$")).click();

        assertThat(visit.successNotification("changes applied.")).isVisible();
        CUSTOMERS.forEach(customer -> assertThat(cell(visit, customer)).hasAttribute("aria-pressed", "false"));

        visit.button("Undo last change").click();
        assertThat(visit.successNotification("Undone.")).isVisible();
        CUSTOMERS.forEach(customer -> assertThat(cell(visit, customer)).hasAttribute("aria-pressed", "true"));
        visit.button("Clear filters").click();
    }

    private static Locator cell(Visit visit, String customer) {
        return visit.button(customer + ", " + SELLER + ": responsible");
    }

    private static void seesWhoWasResponsibleInSpring(Visit visit) {
        visit.go("/customers/responsibilities");
        visit.searchbox("Search customers").fill(CUSTOMERS.getFirst());
        visit.choose("Employee", SELLER);
        visit.choose("Employee", FORMER);
        Locator before = visit.button(CUSTOMERS.getFirst() + ", " + FORMER + ": responsible");
        visit.button("Date: today").click();
        Visit dialog = visit.in(visit.dialog("Date"));
        dialog.radio("On a day").check();
        dialog.labelled("Day").fill(LAST_YEAR + "-03-31");
        dialog.button("Apply").click();

        Visit spring = visit.in(visit.region("Shown date"));
        assertThat(spring.button("Back to today")).isVisible();
        assertThat(before).hasAttribute("aria-pressed", "true");
        assertThat(cell(visit, CUSTOMERS.getFirst())).not().hasAttribute("aria-pressed", "true");
        spring.button("Back to today").click();
        assertThat(visit.button("Date: today")).isVisible();
    }

    /** The names of the columns are those of the file: the person says what they mean. */
    private void importsWhatIsGoodAndTakesItBack(Visit visit) {
        expectConsoleMessage("422");
        visit.in(visit.navigation("Main")).link("Imports").click();
        visit.link("New import").first().click();
        visit.labelled("File").setInputFiles(new FilePayload("kunden.csv", "text/csv", file()));
        visit.button("Next").click();
        visit.choose("Goes to: Betrieb", "Name");
        visit.choose("Goes to: K-Nr", "Number");
        visit.choose("Goes to: Steuer", "VAT number");
        visit.button("Next").click();

        Locator rows = visit.table("Rows");
        assertThat(rows).containsText("Name is missing.");
        assertThat(rows).containsText("“DE12” is not a VAT number.");
        assertThat(rows).containsText("The number %s1 is taken".formatted(DAY));
        visit.button("Import 9 rows").click();
        assertThat(visit.text("9 rows imported, 3 refused.")).isVisible();
        visit.button("Undo import").click();
        assertThat(visit.successNotification("9 rows taken back.")).isVisible();
    }

    /** Twelve rows, of which three are not right. */
    private static byte[] file() {
        StringBuilder text = new StringBuilder("Betrieb;K-Nr;Steuer\r\n");
        for (int i = 1; i <= 12; i++) {
            String name = i == 3 ? "" : "Laden " + DAY + " " + i;
            int number = i == 5 ? 1 : i;
            text.append(name).append(';').append(DAY).append(number).append(i == 7 ? ";DE12\r\n" : ";\r\n");
        }
        return text.toString().getBytes(UTF_8);
    }

    private static void putsCustomersIntoACategory(Visit visit) {
        String category = "Office " + DAY;
        visit.in(visit.navigation("Main")).link("Customers").click();
        visit.in(visit.navigation("Customers")).link("Categories").click();
        visit.link("New customer category").click();
        visit.textbox("Name").fill(category);
        visit.tab("Sellers").click();
        visit.radio("Only these sellers").check();
        visit.choose("Sellers", SELLER);
        visit.tab("Customers").click();
        List<String> three = CUSTOMERS.subList(0, 3);
        three.forEach(customer -> visit.choose("Add customers", customer));
        visit.button("Save").click();
        assertThat(visit.successNotification(category + " is saved")).isVisible();

        visit.searchbox("Search categories").fill(category);
        List<List<String>> sheet = downloaded(visit, "Customers of " + category);
        assertThat(sheet.getFirst()).contains("Customer", "Number", "Category");
        assertThat(sheet).hasSize(4);
        assertThat(sheet.stream().skip(1).map(List::getFirst)).containsExactlyElementsOf(three);

        visit.button("Undo last change").click();
        assertThat(visit.successNotification("Undone.")).isVisible();
        assertThat(visit.link(category)).hasCount(0);
    }

    private static List<List<String>> downloaded(Visit visit, String link) {
        try {
            return Sheet.ofXlsx(Files.readAllBytes(visit.download(link).path()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
