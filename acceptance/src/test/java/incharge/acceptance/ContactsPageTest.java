package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** People find contacts of all customers, write to them and download a mailing list. */
class ContactsPageTest extends PageTest {

    private static final String WORD = Workspace.word();
    private static final String LIST = "/contacts?q=" + WORD;
    private static final String ANNA = "Anna " + WORD;
    private static final String BERT = "Bert " + WORD;
    private static final String CARL = "Carl " + WORD;
    private static final String SHOPS = "Shops " + WORD;
    private static final String BILLING = "billing " + WORD;
    private static final String NEWS = "news " + WORD;

    private static Workspace editor;
    private static String shop;

    @BeforeAll
    static void create() {
        editor = Workspace.of(api("demo-editor"));
        shop = editor.customer("Shop " + WORD);
        String mill = editor.customer("Mill " + WORD);
        editor.category(SHOPS, "customerIds", List.of(shop));
        String email = "anna@" + WORD + ".example";
        contact(shop, ANNA, "title", "CFO", "email", email, "roles", List.of(BILLING), "keywords", List.of(NEWS));
        contact(mill, BERT, "keywords", List.of(NEWS));
        contact(mill, CARL, "active", false);
    }

    /** Adds a contact, and waits until the lists have it. */
    private static String contact(String customer, String name, Object... more) {
        Object[] fields = new Object[more.length + 2];
        fields[0] = "name";
        fields[1] = name;
        System.arraycopy(more, 0, fields, 2, more.length);
        String id = editor.made("/api/customers/" + customer + "/contacts", fields);
        editor.get("/api/contacts?customer=" + customer).expect(200);
        return id;
    }

    @Test
    void finds_whom_to_write_to_and_downloads_the_list() {
        Visit visit = open("demo-viewer", "/contacts");
        assertThat(visit.heading("Contacts")).isFocused();
        visit.searchbox("Search contacts").fill(WORD);
        assertThat(visit.shown()).hasText("2 contacts");
        assertThat(visit.columns("Contacts"))
                .containsExactly("Name", "Title", "Customer", "Roles", "Keywords", "E-mail", "Phone");
        visit.checkbox("Show inactive").check();
        assertThat(visit.shown()).hasText("3 contacts");
        assertThat(visit.row("Contacts", CARL)).containsText("Inactive");

        visit.choose("Keyword", NEWS);
        assertThat(visit.shown()).hasText("2 contacts");
        visit.choose("Role", BILLING);
        assertThat(visit.shown()).hasText("1 contact");
        assertThat(visit.link("Shop " + WORD)).hasAttribute("href", "/customers/" + shop);
        String email = "anna@" + WORD + ".example";
        assertThat(visit.link(email)).hasAttribute("href", "mailto:" + email);
        String sheet = visit.link("CSV").getAttribute("href");
        assertThat(sheet).contains("q=" + WORD).contains("inactive=true").endsWith("&lang=en");
        assertThat(Sheet.ofCsv(api("demo-viewer").get(sheet)))
                .hasSize(2)
                .element(1)
                .asString()
                .contains(ANNA, email);
        assertThat(visit.download("Excel").suggestedFilename()).endsWith(".xlsx");

        visit.button("Clear filters").click();
        assertThat(visit.searchbox("Search contacts")).hasValue("");
        visit.choose("Category or tag", WORD, SHOPS + ", category");
        assertThat(visit.shown()).hasText("1 contact");
    }

    @Test
    void changes_a_contact_in_its_row() {
        String name = Workspace.unique("Dora");
        contact(shop, name, "title", "Clerk");
        Visit visit = open("demo-editor", "/contacts?q=" + name.replace(' ', '+'));
        visit.button(name).click();
        Visit dialog = visit.in(visit.dialog("Edit contact"));
        dialog.textbox("Title").fill("Head of purchasing");
        dialog.button("Save").click();
        Locator row = visit.row("Contacts", name);
        assertThat(row).containsText("Head of purchasing");

        visit.menu("Actions for " + name, "Inactivate contact");
        assertThat(visit.successNotification(name + " is inactive.")).isVisible();
        assertThat(visit.text("Nothing matches these filters.")).isVisible();
        visit.notifications().button("Undo").click();
        assertThat(row).isVisible();
        assertThat(open("demo-viewer", LIST).button("Actions for " + ANNA)).hasCount(0);
    }

    @Test
    void shows_what_another_person_adds() {
        String word = Workspace.word();
        Visit visit = open("demo-viewer", "/contacts?q=" + word);
        assertThat(visit.text("Nothing matches these filters.")).isVisible();

        contact(shop, "Elsa " + word);

        assertThat(visit.row("Contacts", "Elsa " + word)).isVisible();
    }

    @Test
    void fits_on_a_phone() {
        Visit visit = openNarrow("demo-viewer", LIST + "&role=" + BILLING.replace(' ', '+'));
        Visit cards = visit.in(visit.find(AriaRole.LIST, "Contacts"));
        assertThat(cards.all(AriaRole.LISTITEM)).hasCount(1);
        assertThat(cards.scope()).containsText(ANNA);
        visit.button("Filters (2)").click();
        visit.in(visit.dialog("Filters")).button("Remove " + BILLING).click();
        visit.in(visit.dialog("Filters")).button("Close").click();
        assertThat(cards.all(AriaRole.LISTITEM)).hasCount(2);
    }
}
