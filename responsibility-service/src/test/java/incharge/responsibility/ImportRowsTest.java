package incharge.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Rows of files as people make them, whose names and numbers only look like those that are there. */
class ImportRowsTest extends ServiceTest {

    private List<String> imported(String kind, String mode, String csv) {
        Answer done = done(upload("/api/" + kind + "/imports?mode=" + mode, csv));
        List<String> rows = new ArrayList<>();
        get("/api/" + kind + "/imports/" + done.body().get("importId").asString() + "/rows")
                .body()
                .get("items")
                .forEach(row -> rows.add(
                        row.has("code")
                                ? row.get("code").asString() + " "
                                        + row.get("field").asString()
                                : row.get("outcome").asString()));
        return rows;
    }

    private static String decomposed(String text) {
        return Normalizer.normalize(text, Form.NFD).toUpperCase(Locale.ROOT);
    }

    @Test
    void employees_and_teams_are_found_by_what_looks_the_same() {
        String anna = fresh("Åsa");
        String team = fresh("Ørland");
        String other = anna.toUpperCase(Locale.ROOT) + "\u00ad";

        assertThat(imported("employees", "create", """
                employee_id,name,team
                %s,Åsa,%s
                %s,Åsa again,
                %s,\u200b,
                """.formatted(anna, team, other, fresh("E"))))
                .containsExactly("created", "external-id-taken externalId", "required name");
        assertThat(imported(
                        "employees",
                        "upsert",
                        "employee_id,name,team\n%s,Åsa,%s\n"
                                .formatted(other, "\u00a0" + team.toUpperCase(Locale.ROOT))))
                .containsExactly("unchanged");
        assertThat(post("/api/teams", "{\"name\":\"" + decomposed(team) + "\"}").code())
                .isEqualTo("team-name-taken");
        assertThat(post("/api/employees", "{\"name\":\"B\",\"externalId\":\"" + decomposed(anna) + "\"}")
                        .code())
                .isEqualTo("external-id-taken");
    }

    @Test
    void texts_are_stored_composed() {
        UUID id = added("/api/teams", "{\"name\":\"" + Normalizer.normalize(fresh("Höfn"), Form.NFD) + "\"}");

        assertThat(get("/api/teams/" + id).body().get("name").asString()).startsWith("H\u00f6fn");
    }

    @Test
    void an_undone_employee_gives_the_external_id_back() {
        String anna = fresh("E");
        Answer done = done(upload("/api/employees/imports", "employee_id,name\n" + anna + ",Ana\n"));
        assertThat(post("/api/employees/imports/" + done.body().get("importId").asString() + "/undo", null)
                        .status())
                .isEqualTo(200);

        assertThat(imported("employees", "create", "employee_id,name\n" + anna + ",Anna\n"))
                .containsExactly("created");
    }

    @Test
    void responsibilities_name_customers_employees_and_roles_by_what_looks_the_same() {
        String number = fresh("Straße");
        customers.customer(number);
        String anna = fresh("Ås");
        employee(anna);
        String role = fresh("Försäljare");
        awaitConsumed();

        assertThat(imported("responsibilities", "create", """
                customer_number,employee_id,role,from
                %s,%s,%s,2026-01-01
                %s,%s,%s,2026-01-01
                """.formatted(
                        number, anna, role, number.replace("Straße", "STRASSE"), decomposed(anna), decomposed(role))))
                .containsExactly("created", "unchanged");
    }

    @Test
    void an_upsert_sets_the_end_of_the_responsibility_with_the_same_start() {
        String number = fresh("C");
        UUID customer = customers.customer(number);
        String anna = fresh("E");
        employee(anna);
        awaitConsumed();
        String rows = "customer_number,employee_id,from,to\n%s,%s,2026-01-01,".formatted(number, anna);

        assertThat(imported("responsibilities", "upsert", rows)).containsExactly("created");
        assertThat(imported("responsibilities", "create", rows + "2026-06-30\n"))
                .containsExactly("responsibility-overlaps from");
        assertThat(imported("responsibilities", "upsert", rows + "2026-06-30\n"))
                .containsExactly("updated");
        assertThat(imported("responsibilities", "upsert", rows + "2026-06-30\n"))
                .containsExactly("unchanged");
        assertThat(imported("responsibilities", "upsert", rows)).containsExactly("unchanged");
        assertThat(imported("responsibilities", "upsert", rows + "2025-12-31\n"))
                .containsExactly("end-before-start to");
        assertThat(logged("ResponsibilityChanged", customer))
                .extracting(event -> JSON.readTree(event.payload()).get("to").asString())
                .containsExactly("2026-06-30");
    }

    @Test
    void the_undo_of_an_upsert_gives_the_end_back() {
        String number = fresh("C");
        UUID customer = customers.customer(number);
        String anna = fresh("E");
        UUID id = employee(anna);
        assign(customer, id, ",\"from\":\"2026-01-01\"");
        awaitConsumed();
        Answer done = done(upload(
                "/api/responsibilities/imports?mode=upsert",
                "customer_number,employee_id,from,to\n%s,%s,2026-01-01,2026-06-30\n".formatted(number, anna)));

        JsonNode undone = post(
                        "/api/responsibilities/imports/"
                                + done.body().get("importId").asString() + "/undo",
                        null)
                .body();

        assertThat(undone.get("undone").asInt()).isEqualTo(1);
        assertThat(logged("ResponsibilityChanged", customer))
                .extracting(event -> JSON.readTree(event.payload()).path("to").asString("none"))
                .containsExactly("2026-06-30", "none");
    }

    @Test
    void a_number_that_its_holder_gave_back_is_that_of_the_next_one() {
        String number = fresh("C");
        UUID undone = customers.customer(number);
        customers.withdraw(undone, number);
        UUID again = customers.customer(number);
        String anna = fresh("E");
        employee(anna);
        awaitConsumed();

        assertThat(imported(
                        "responsibilities", "create", "customer_number,employee_id\n%s,%s\n".formatted(number, anna)))
                .containsExactly("created");
        assertThat(logged("ResponsibilityAssigned", again)).hasSize(1);
    }

    @Test
    void yes_and_no_are_understood_in_four_languages() {
        List<String> yes = List.of("Yes", "KYLLÄ", "ja", "true", "t", "y", "x", "1", "1.0", "on");
        List<String> no = List.of("No", "ei", "Nei", "nej", "FALSE", "f", "n", "0", "0.0", "off", "-");
        StringBuilder rows = new StringBuilder("employee_id,name,is_seller\n");
        yes.forEach(
                word -> rows.append(fresh("E")).append(",Anna,").append(word).append('\n'));
        no.forEach(word -> rows.append(fresh("E")).append(",Bert,").append(word).append('\n'));
        rows.append(fresh("E")).append(",Carl,perhaps\n");

        Answer done = done(upload("/api/employees/imports", rows.toString()));

        assertThat(counts(done)).containsExactly(yes.size() + no.size(), 0, 0, 1);
        List<String> sellers = new ArrayList<>();
        get("/api/employees/imports/" + done.body().get("importId").asString() + "/rows?outcome=created")
                .body()
                .get("items")
                .forEach(row -> {
                    JsonNode employee =
                            get("/api/employees/" + row.get("id").asString()).body();
                    if (employee.get("seller").asBoolean()) {
                        sellers.add(employee.get("name").asString());
                    }
                });
        assertThat(sellers).hasSize(yes.size()).containsOnly("Anna");
    }

    @Test
    void a_day_with_a_time_behind_is_the_day() {
        String number = fresh("C");
        UUID customer = customers.customer(number);
        String anna = fresh("E");
        employee(anna);
        awaitConsumed();

        assertThat(imported("responsibilities", "create", """
                customer_number;employee_id;from;to
                %1$s;%2$s;2026-02-01 00:00:00;28.2.2026
                %1$s;%2$s;2/28/2026;
                """.formatted(number, anna)))
                .containsExactly("created", "date-invalid from");
        assertThat(logged("ResponsibilityAssigned", customer))
                .extracting(event -> JSON.readTree(event.payload()))
                .extracting(event ->
                        event.get("from").asString() + " " + event.get("to").asString())
                .containsExactly("2026-02-01 2026-02-28");
    }
}
