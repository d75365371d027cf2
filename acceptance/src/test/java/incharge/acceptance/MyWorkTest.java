package incharge.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A person sees the own customers and what he or she changed, and takes it back. */
class MyWorkTest extends PageTest {

    private static String employee(String externalId) {
        return api("demo-viewer")
                .get("/api/employees?externalId=" + externalId)
                .expect(200)
                .json()
                .get("items")
                .get(0)
                .get("id")
                .asString();
    }

    private static void assign(Api api, String customer, String employee) {
        assign(api, "customer", customer, employee, ",\"from\":\"2026-01-01\"");
    }

    @Test
    void shows_the_own_customers_to_who_may_see_nothing_else() {
        String word = unique();
        Api editor = api("demo-editor");
        assign(
                editor,
                created(editor, "/api/customers", "{\"name\":\"Mine " + word + "\"}"),
                employee("demo-employee"));

        Visit visit = open("demo-employee", "/");

        assertThat(visit.heading("My work")).isFocused();
        Visit mine = visit.in(visit.region("My customers"));
        assertThat(mine.row("My customers", "Mine " + word)).containsText("In force");
        assertThat(mine.link("Mine " + word)).hasCount(0);
        assertThat(visit.region("My changes")).hasCount(0);
        assertThat(visit.button("Search or jump")).isVisible();
    }

    @Test
    void takes_back_an_own_change() {
        String word = unique();
        Api editor = api("demo-editor");
        String id = created(editor, "/api/customers", "{\"name\":\"Changed " + word + "\"}");
        assign(editor, id, employee("demo-editor"));
        Visit visit = open("demo-editor", "/me");
        Visit mine = visit.in(visit.region("My customers"));
        assertThat(mine.link("Changed " + word)).isVisible();

        visit.in(visit.region("My changes"))
                .find(AriaRole.BUTTON, Pattern.compile("^Undo .*Changed " + word + "$"))
                .click();

        assertThat(visit.successNotification("Undone.")).isVisible();
        assertThat(mine.link("Changed " + word)).hasCount(0);
        visit.notifications().button("Redo").click();
        assertThat(mine.link("Changed " + word)).isVisible();
        mine.link("Changed " + word).click();
        assertThat(visit.heading("Changed " + word)).isFocused();
    }
}
