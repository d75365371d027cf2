package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A person finds customers in the overview and changes several of them at once. */
class OverviewPageTest extends PageTest {

    private static final String WORD = unique();
    private static final String LIST = "/customers?q=" + WORD;
    private static final String BAKERY = "Bakery " + WORD;
    private static final String CINEMA = "Cinema " + WORD;
    private static final String DENTIST = "Dentist " + WORD;
    private static final String TRADE = "Trade " + WORD;
    private static final String HEALTH = "Health " + WORD;
    private static final String LOYAL = "Loyal " + WORD;

    private static Api editor;
    private static String trade;
    private static String loyal;

    @BeforeAll
    static void create() {
        editor = api("demo-editor");
        trade = created(editor, "/api/categories", "{\"name\":\"%s\"}".formatted(TRADE));
        created(editor, "/api/categories", "{\"name\":\"%s\"}".formatted(HEALTH));
        loyal = created(editor, "/api/tags", "{\"name\":\"%s\"}".formatted(LOYAL));
        customer(CINEMA, "C2" + WORD, "\"categoryId\":\"" + trade + "\"");
        customer(BAKERY, "C3" + WORD, "\"categoryId\":\"" + trade + "\"");
        customer(DENTIST, "C1" + WORD, "\"tagIds\":[\"" + loyal + "\"]");
    }

    private static String customer(String name, String number, String more) {
        return created(
                editor, "/api/customers", "{\"name\":\"%s\",\"number\":\"%s\",%s}".formatted(name, number, more));
    }

    private static List<String> names(Visit visit) {
        return visit.table("Customers")
                .getByRole(AriaRole.ROW)
                .getByRole(AriaRole.LINK)
                .allInnerTexts();
    }

    @Test
    void finds_customers_by_words_category_and_tag() {
        Visit visit = open("demo-editor", "/customers");

        visit.searchbox("Search customers").fill(WORD);
        assertThat(visit.shown()).hasText("3 customers");
        assertThat(visit.columns("Customers"))
                .containsExactly(
                        "Customer", "Number", "Category", "Tags", "Responsible", "Projects", "VAT ID", "Created");
        visit.choose("Category or tag", WORD, TRADE + ", category");
        assertThat(visit.shown()).hasText("2 customers");
        visit.choose("Category or tag", WORD, LOYAL + ", tag");
        assertThat(visit.shown()).hasText("0 customers");
        assertThat(visit.text("Nothing matches these filters.")).isVisible();
        assertThat(visit.address()).contains("category=" + trade).contains("tag=" + loyal);

        visit.button("Remove " + TRADE).click();
        assertThat(visit.shown()).hasText("1 customer");
        assertThat(visit.link(DENTIST)).isVisible();
        visit.button("Clear filters").click();
        assertThat(visit.searchbox("Search customers")).hasValue("");
        visit.choose("Category or tag", "Uncat", "Uncategorised");
        assertThat(visit.page()).hasURL(Pattern.compile("/customers\\?category=none$"));
    }

    @Test
    void sorts_and_downloads_what_the_address_says() {
        Visit visit = open("demo-viewer", LIST + "&category=" + trade + "&category=none&strange=1&archived=true");

        assertThat(visit.shown()).hasText("3 customers");
        assertThat(names(visit)).containsExactly(BAKERY, CINEMA, DENTIST);
        assertThat(visit.columnheader("Customer")).hasAttribute("aria-sort", "ascending");
        visit.button("Number").click();
        assertThat(visit.columnheader("Number")).hasAttribute("aria-sort", "ascending");
        assertThat(visit.page()).hasURL(Pattern.compile("sort=number"));
        assertThat(visit.table("Customers").getByRole(AriaRole.LINK).first()).hasText(DENTIST);
        assertThat(names(visit)).containsExactly(DENTIST, CINEMA, BAKERY);

        String query = "?q=%s&category=%s&category=none&archived=true&sort=number&lang=en".formatted(WORD, trade);
        assertThat(visit.link("Excel")).hasAttribute("href", "/api/customers.xlsx" + query);
        assertThat(visit.link("CSV")).hasAttribute("href", "/api/customers.csv" + query);
        assertThat(visit.download("Excel").suggestedFilename()).endsWith(".xlsx");
        assertThat(Sheet.ofCsv(api("demo-viewer").get("/api/customers.csv" + query)))
                .hasSize(4)
                .element(1)
                .asString()
                .contains(DENTIST);
    }

    @Test
    void sets_the_category_of_several_after_a_preview() {
        String word = unique();
        String home = created(editor, "/api/categories", "{\"name\":\"Home %s\"}".formatted(word));
        for (String name : List.of("Anna ", "Bert ")) {
            customer(name + word, name.strip() + word, "\"categoryId\":\"" + home + "\"");
        }
        Visit visit = open("demo-editor", "/customers?q=" + word);

        visit.checkbox("Select all").check();
        Visit bar = visit.in(visit.find(AriaRole.TOOLBAR, "Selection"));
        assertThat(bar.scope()).containsText("2 customers");
        bar.button("Set category…").click();
        Visit dialog = visit.in(visit.dialog("Set the category of 2 customers"));
        dialog.choose("Category", HEALTH);
        assertThat(dialog.row("Changes", "Anna " + word)).containsText("moves from Home " + word);
        dialog.textbox("Reason").fill("New sales areas");
        dialog.button("Apply 2 changes").click();

        assertThat(visit.successNotification("2 customers are now in " + HEALTH))
                .isVisible();
        assertThat(visit.row("Customers", "Bert " + word)).containsText(HEALTH);
        visit.notifications().button("Undo").click();
        assertThat(visit.successNotification("Undone.")).isVisible();
        assertThat(visit.row("Customers", "Bert " + word)).containsText("Home " + word);
    }

    @Test
    void adds_and_removes_a_tag() {
        String word = unique();
        customer("Tagged " + word, "T" + word, "\"tagIds\":[]");
        Visit visit = open("demo-editor", "/customers?q=" + word);
        Visit bar = visit.in(visit.find(AriaRole.TOOLBAR, "Selection"));

        visit.checkbox("Select Tagged " + word).check();
        bar.button("Add tag…").click();
        Visit adding = visit.in(visit.dialog("Add a tag to 1 customer"));
        adding.choose("Tag", LOYAL);
        adding.button("Apply 1 change").click();
        assertThat(visit.row("Customers", "Tagged " + word)).containsText(LOYAL);

        bar.button("Remove tag…").click();
        Visit removing = visit.in(visit.dialog("Remove a tag from 1 customer"));
        removing.choose("Tag", LOYAL);
        removing.button("Apply 1 change").click();
        assertThat(visit.row("Customers", "Tagged " + word)).not().containsText(LOYAL);
        bar.button("Clear selection").click();
        assertThat(bar.scope()).hasCount(0);
    }

    @Test
    void archives_several_and_takes_it_back_by_one_undo() {
        String word = unique();
        customer("East " + word, "E" + word, "\"tagIds\":[]");
        customer("West " + word, "W" + word, "\"tagIds\":[]");
        Visit visit = open("demo-editor", "/customers?q=" + word);

        visit.checkbox("Select all").check();
        visit.in(visit.find(AriaRole.TOOLBAR, "Selection")).button("Archive").click();
        assertThat(visit.shown()).hasText("0 customers");
        visit.checkbox("Show archived").check();
        assertThat(visit.shown()).hasText("2 customers");
        assertThat(visit.page()).hasURL(Pattern.compile("archived=true"));
        visit.checkbox("Show archived").uncheck();

        visit.button("Undo last change").click();
        assertThat(visit.shown()).hasText("2 customers");
    }

    @Test
    void shows_what_another_person_changes() {
        String word = unique();
        String id = customer("Before " + word, "B" + word, "\"tagIds\":[]");
        Visit visit = open("demo-viewer", "/customers?q=" + word);
        assertThat(visit.link("Before " + word)).isVisible();
        assertThat(visit.text("Live")).isVisible();

        editor.patch("/api/customers/" + id, "{\"name\":\"After " + word + "\"}")
                .expect(200);

        assertThat(visit.link("After " + word)).isVisible();
        assertThat(visit.link("Before " + word)).hasCount(0);
    }

    @Test
    void opens_a_customer_by_its_name() {
        Visit visit = open("demo-viewer", LIST);

        visit.link(CINEMA).click();

        assertThat(visit.heading(CINEMA)).isFocused();
        assertThat(visit.page()).hasTitle(CINEMA + " · InCharge");
    }

    @Test
    void gives_the_filters_a_dialog_on_a_phone() {
        Visit visit = openNarrow("demo-editor", LIST + "&category=" + trade);

        assertThat(visit.link(BAKERY)).isVisible();
        assertThat(visit.shown()).hasText("2 customers");
        visit.button("Filters (1)").click();
        Visit filters = visit.in(visit.dialog("Filters"));
        filters.button("Remove " + TRADE).click();
        filters.button("Close").click();
        assertThat(visit.button("Filters (0)")).isVisible();
        assertThat(visit.link(DENTIST)).isVisible();
    }
}
