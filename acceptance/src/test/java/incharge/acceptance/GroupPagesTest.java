package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A person makes categories, tags and customer groups, fills them, and deletes them. */
class GroupPagesTest extends PageTest {

    private static Api editor;
    private static boolean accountsInUse;

    @BeforeAll
    static void useAccounts() {
        editor = api("demo-editor");
        accountsInUse = editor.get("/api/settings")
                .expect(200)
                .json()
                .get("accountsInUse")
                .asBoolean();
        useAccounts(true);
    }

    @AfterAll
    static void restore() {
        if (editor != null) {
            useAccounts(accountsInUse);
        }
    }

    private static void useAccounts(boolean used) {
        api("demo-admin")
                .patch("/api/settings", "{\"accountsInUse\":" + used + "}")
                .expect(200);
    }

    private static String customer(String name, String category) {
        String of = category == null ? "" : ",\"categoryId\":\"" + category + "\"";
        return created(editor, "/api/customers", "{\"name\":\"" + name + "\"" + of + "}");
    }

    private static String category(String name) {
        return created(editor, "/api/categories", "{\"name\":\"" + name + "\"}");
    }

    /** The list follows what is done in the browser, which alone knows how far. */
    private static void hasCustomers(String list, int count) {
        await().untilAsserted(() -> assertThat(
                        editor.get(list).expect(200).json().get("total").asInt())
                .isEqualTo(count));
    }

    @Test
    void makes_a_category_with_sellers_and_customers_that_move() {
        String word = unique();
        String seller = "Seller " + word;
        created(api("demo-admin"), "/api/employees", "{\"name\":\"" + seller + "\",\"seller\":true}");
        customer("Moving " + word, category("Old " + word));
        Visit visit = open("demo-editor", "/customers/categories");
        visit.link("New customer category").click();
        Visit form = visit.in(visit.dialog("New customer category"));
        assertThat(form.heading("New customer category")).isFocused();

        form.textbox("Number series from").fill("seven");
        form.button("Save").click();
        assertThat(form.alert("Check these fields")).isFocused();
        assertThat(form.tab("Basic info, 2 errors")).isVisible();
        assertThat(form.textbox("Name")).hasAccessibleDescription("This is needed.");
        assertThat(form.textbox("Number series from")).hasAttribute("aria-invalid", "true");
        form.textbox("Number series from").fill("700000");
        form.textbox("Name").fill("New " + word);
        assertThat(form.textbox("Ledger account")).isVisible();
        assertThat(form.textbox("Debtor control account")).isVisible();
        assertThat(form.textbox("Accounting targets")).isVisible();
        form.tab("Sellers").click();
        assertThat(form.radio("All sellers")).isChecked();
        form.radio("Only these sellers").check();
        form.choose("Sellers", seller);
        assertThat(form.button("Remove " + seller)).isVisible();
        form.tab("Customers").click();
        form.choose("Add customers", "Moving " + word);
        assertThat(form.row("Customers", "Moving " + word)).containsText("moves from Old " + word);
        form.button("Save").click();

        assertThat(visit.successNotification("New " + word + " is saved. 1 customer moved here from another category."))
                .isVisible();
        assertThat(visit.heading("Categories")).isVisible();
        visit.searchbox("Search categories").fill(word);
        assertThat(visit.shown()).hasText("2 categories");
        assertThat(visit.row("Categories", "New " + word)).containsText("700000");
        assertThat(visit.row("Categories", "New " + word)).containsText(seller);
        assertThat(visit.link("Customers of New " + word)).hasText("Customers");
        visit.notifications().button("Undo").click();
        assertThat(visit.successNotification("Undone.")).isVisible();
        assertThat(visit.shown()).hasText("1 category");
    }

    @Test
    void changes_members_and_names_who_stays_when_it_is_taken_back() {
        String word = unique();
        String other = category("Other " + word);
        String id = category("Group " + word);
        String stays = customer("Stays " + word, other);
        customer("Returns " + word, other);
        Visit visit = open("demo-editor", "/customers/categories?q=" + word);

        visit.link("Edit Group " + word).click();
        Visit form = visit.in(visit.dialog("Group " + word));
        form.tab("Customers").click();
        form.choose("Add customers", "Stays " + word);
        form.choose("Add customers", "Returns " + word);
        form.in(form.row("Customers", "Returns " + word))
                .button("Remove Returns " + word)
                .click();
        form.choose("Add customers", "Returns " + word);
        form.button("Save").click();
        assertThat(visit.successNotification("2 customers moved here from another category."))
                .isVisible();

        editor.post("/api/categories/" + category("Third " + word) + "/customers", "{\"add\":[\"" + stays + "\"]}")
                .expect(200);
        visit.button("Undo last change").click();
        Visit kept = visit.in(visit.dialog("Undo: 1 change stays"));
        assertThat(kept.all(AriaRole.LISTITEM)).containsText("Stays " + word);
        kept.button("Close").click();
        hasCustomers("/api/categories/" + id + "/customers", 0);
    }

    @Test
    void shows_what_another_person_changed_meanwhile() {
        expectConsoleMessage("412");
        String word = unique();
        String id = category("Shared " + word);
        Visit visit = open("demo-editor", "/customers/categories/" + id);
        Visit form = visit.in(visit.dialog("Shared " + word));
        form.textbox("Number series from").fill("810000");

        Api.Answer now = editor.get("/api/categories/" + id);
        editor.put("/api/categories/" + id, "{\"name\":\"Theirs " + word + "\"}", "If-Match", now.header("ETag"))
                .expect(200);
        form.button("Save").click();
        Visit conflict = visit.in(visit.dialog("Changed meanwhile"));
        assertThat(conflict.all(AriaRole.COLUMNHEADER)).hasText(new String[] {"Field", "Before", "Theirs", "Yours"});
        assertThat(conflict.all(AriaRole.ROW).nth(1)).containsText("Theirs " + word);
        conflict.button("Apply mine").click();

        assertThat(visit.successNotification("Theirs " + word + " is saved.")).isVisible();
        assertThat(editor.get("/api/categories/" + id)
                        .json()
                        .get("numberingStart")
                        .asInt())
                .isEqualTo(810_000);
    }

    @Test
    void deletes_a_category_and_moves_its_customers() {
        String word = unique();
        String id = category("Gone " + word);
        String target = category("Target " + word);
        String moved = customer("Moved " + word, id);
        Visit visit = open("demo-editor", "/customers/categories/" + id);

        visit.in(visit.dialog("Gone " + word)).button("Delete").click();
        Visit dialog = visit.in(visit.dialog("Delete Gone " + word + "?"));
        assertThat(dialog.scope()).containsText("1 customer becomes uncategorised. No customer is deleted.");
        dialog.choose("Move customers to", "Target " + word);
        dialog.button("Delete").click();

        assertThat(visit.successNotification("Gone " + word + " is deleted.")).isVisible();
        assertThat(visit.heading("Categories")).isVisible();
        hasCustomers("/api/customers?category=" + target + "&customer=" + moved, 1);
        visit.notifications().button("Undo").click();
        assertThat(visit.successNotification("Undone.")).isVisible();
        visit.show("/customers/categories?q=" + word);
        assertThat(visit.link("Gone " + word)).isVisible();
    }

    @Test
    void makes_a_tag_and_keeps_both_changes_of_two_people() {
        expectConsoleMessage("412");
        String word = unique();
        customer("Tagged " + word, null);
        Visit visit = open("demo-editor", "/customers/tags");
        visit.link("New tag").click();
        Visit form = visit.in(visit.dialog("New tag"));
        form.textbox("Name").fill("Tag " + word);
        form.textbox("Group").fill("Segment " + word);
        form.textbox("Description").fill("Made by a test");
        form.choose("Add customers", "Tagged " + word);
        form.button("Save").click();

        assertThat(visit.successNotification("Tag " + word + " is saved.")).isVisible();
        visit.show("/customers/tags?q=" + word);
        assertThat(visit.columns("Tags")).containsExactly("Name", "Group", "Description", "Customers");
        assertThat(visit.row("Tags", "Tag " + word)).containsText("Segment " + word);
        assertThat(visit.link("Excel: customers of Tag " + word)).isVisible();
        visit.link("Edit Tag " + word).click();
        form = visit.in(visit.dialog("Tag " + word));
        form.textbox("Group").fill("Mine " + word);
        String address = "/api" + URI.create(visit.address()).getPath().substring("/customers".length());
        editor.put(
                        address,
                        "{\"name\":\"Tag %s\",\"description\":\"Theirs\",\"group\":\"Segment %s\"}"
                                .formatted(word, word),
                        "If-Match",
                        editor.get(address).header("ETag"))
                .expect(200);
        form.button("Save").click();
        visit.in(visit.dialog("Changed meanwhile")).button("Apply mine").click();
        assertThat(form.scope()).hasCount(0);
        visit.show("/customers/tags?q=" + word);
        assertThat(visit.row("Tags", "Tag " + word)).containsText("Mine " + word);
        assertThat(visit.row("Tags", "Tag " + word)).containsText("Theirs");
    }

    @Test
    void finds_customer_groups_in_the_settings() {
        String word = unique();
        Visit visit = open("demo-editor", "/settings");
        visit.link("Customer groups").click();
        assertThat(visit.heading("Customer groups")).isFocused();
        assertThat(visit.columns("Customer groups"))
                .isEqualTo(List.of("Name", "Account", "Debtor control account", "Customers"));

        visit.link("New customer group").click();
        Visit form = visit.in(visit.dialog("New customer group"));
        form.textbox("Name").fill("Abroad " + word);
        form.button("Save").click();
        assertThat(visit.successNotification("Abroad " + word + " is saved.")).isVisible();
        visit.show("/settings/groups/customer-groups?q=" + word);
        visit.link("Edit Abroad " + word).click();
        form = visit.in(visit.dialog("Abroad " + word));
        assertThat(form.find(AriaRole.TABLIST, "Category").getByRole(AriaRole.TAB))
                .hasText(new String[] {"Basic info", "Sellers", "Customers"});
        form.button("Delete").click();
        visit.in(visit.dialog("Delete Abroad " + word + "?")).button("Delete").click();
        assertThat(visit.successNotification("Abroad " + word + " is deleted.")).isVisible();
        visit.show("/settings/groups/customer-groups?q=" + word);
        assertThat(visit.shown()).hasText("0 categories");
        assertThat(visit.heading("Customer groups")).isVisible();
    }

    @Test
    void shows_the_form_without_controls_to_who_may_only_look() {
        String word = unique();
        String id = category("Seen " + word);
        Visit visit = open("demo-viewer", "/customers/categories/" + id);
        Visit form = visit.in(visit.dialog("Seen " + word));

        assertThat(form.textbox("Name")).not().isEditable();
        assertThat(form.button("Save")).hasCount(0);
        assertThat(form.button("Delete")).hasCount(0);
        form.tab("Customers").click();
        assertThat(form.combobox("Add customers")).hasCount(0);
        form.press("Escape");
        assertThat(visit.heading("Categories")).isFocused();
        visit.show("/customers/categories?q=" + word);
        assertThat(visit.shown()).hasText("1 category");
        assertThat(visit.link("Edit Seen " + word)).hasCount(0);
        assertThat(visit.link("New customer category")).hasCount(0);
    }
}
