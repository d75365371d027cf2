package incharge.customer;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.http.testing.TestTokens;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of files as people make them: the rules of their cells and the names of the fields in their refusals. */
class ImportRowsTest extends ServiceTest {

    private static final String ADMIN = TestTokens.bearer("demo-admin");
    private static final String CUSTOMERS = "/api/customers/imports";
    private static final String UPSERT = CUSTOMERS + "?mode=upsert";
    private static final String PROJECTS = "/api/projects/imports";

    @Test
    void a_name_of_which_nothing_is_visible_is_missing() {
        assertThat(imported(ADMIN, CUSTOMERS, "number,name\n,\u00ad\u2060\n,\u2800\u3164\n,\u200bVisible\n"))
                .containsExactly("required name", "required name", "created");
    }

    @Test
    void names_have_300_characters() {
        assertThat(imported(ADMIN, CUSTOMERS, "name\n%s\n%s\n".formatted("😀".repeat(300), "å".repeat(301))))
                .containsExactly("created", "too-long name");
    }

    @Test
    void a_website_of_any_script_is_stored_as_written() {
        String number = fresh("W");

        assertThat(imported(ADMIN, CUSTOMERS, """
                number,name,website
                %s,Søby Mølle,www.søby-mølle.example
                ,Shop,https://my_shop.example/a b?c={d}
                ,Puny,http://xn--sby-mlle-q1ad.example
                ,Wrong,www.søby mølle.example
                ,Wrong,javascript:alert(1)
                """.formatted(number)))
                .containsExactly("created", "created", "created", "website-invalid website", "website-invalid website");
        String id = registered(",\"website\":\"www.søby-mølle.example\"");
        assertThat(api.get("/api/customers/" + id).text("website")).isEqualTo("www.søby-mølle.example");
    }

    @Test
    void a_blank_day_is_refused_by_json_and_left_as_it_is_by_a_file() {
        api.post("/api/customers", "{\"name\":\"A\",\"customerSince\":\"\"}").expect(422);
        String id = registered(",\"customerSince\":\"2020-02-29\"");
        api.send("PATCH", "/api/customers/" + id, "{\"customerSince\":\" \"}").expect(422);

        assertThat(imported(ADMIN, UPSERT, "number,customer_since,name\n%s,,\n".formatted(number(id))))
                .containsExactly("unchanged");
        assertThat(api.get("/api/customers/" + id).text("customerSince")).isEqualTo("2020-02-29");
    }

    @Test
    void the_kind_is_a_word_of_any_of_the_languages_and_stays() {
        String number = fresh("Kind");
        String at = importedAt(ADMIN, CUSTOMERS, """
                number;name;Kundtyp
                %s;Anna;Henkil\u00f6
                ;B;privatperson
                ;C;F\u00f6retag
                ;D;
                ;E;Unternehmen
                """.formatted(number));

        assertThat(texts(at + "/rows", "id"))
                .extracting(id -> api.get("/api/customers/" + id).text("kind"))
                .containsExactly("person", "person", "company", "company", "company");
        assertThat(imported(ADMIN, UPSERT, """
                number,name,kind
                %1$s,Annika,
                %1$s,Annika,person
                %1$s,Anna Ltd,company
                ,Robot,robot
                """.formatted(number)))
                .containsExactly("updated", "unchanged", "kind-fixed kind", "value-unknown kind");
    }

    @Test
    void the_countries_uk_and_el_are_gb_and_gr() {
        String at = importedAt(ADMIN, CUSTOMERS, "name,country\nA,UK\nB,el\n");

        assertThat(texts(at + "/rows", "id"))
                .extracting(id -> api.get("/api/customers/" + id).text("country"))
                .containsExactly("GB", "GR");
    }

    @Test
    void refusals_name_the_columns_of_the_file() {
        String customer = registered("");
        String archived = registered("");
        api.post("/api/customers/" + archived + "/archive", "{}").expect(200);
        awaitConsumed();

        assertThat(imported(ADMIN, CUSTOMERS, "name,street,city\nA,%1$s,\nB,,%1$s\n".formatted("x".repeat(301))))
                .containsExactly("too-long street", "too-long city");
        assertThat(imported(ADMIN, PROJECTS, """
                customer_number;name;amount;currency;start
                %1$s;Bridge;nothing;EUR;
                %1$s;Bridge;12.30;EURO;
                %1$s;Bridge;12.30;;
                %2$s;Bridge;;;
                none;Bridge;;;
                """.formatted(number(customer), number(archived))))
                .containsExactly(
                        "amount-invalid amount",
                        "currency-unknown currency",
                        "required currency",
                        "customer-archived customerNumber",
                        "customer-unknown customerNumber");
    }

    @Test
    void an_archived_customer_or_project_is_not_changed_by_a_row() {
        String customer = registered("");
        String project = project(customer);
        api.post("/api/projects/" + project + "/archive", "{}").expect(200);
        api.post("/api/customers/" + customer + "/archive", "{}").expect(200);

        assertThat(imported(ADMIN, UPSERT, "number,name\n%s,Langworth Ltd\n".formatted(number(customer))))
                .containsExactly("customer-archived number");
        assertThat(imported(ADMIN, CUSTOMERS, "number,name\n%s,Langworth Ltd\n".formatted(number(customer))))
                .containsExactly("customer-number-taken number");
        assertThat(imported(
                        ADMIN,
                        PROJECTS + "?mode=upsert",
                        "project_no,name\n%s,Bridge\n".formatted(projectNumber(project))))
                .containsExactly("project-archived number");
        assertThat(api.get("/api/customers/" + customer).text("name")).isEqualTo("Langworth");
    }

    @Test
    void numbers_that_look_the_same_are_one() {
        String key = fresh("Stra\u00dfe");
        String other =
                "\u200b" + key.replace("Stra\u00dfe ", "STRASSE \u00a0\uff0d").replace("\uff0d", "");

        assertThat(imported(ADMIN, UPSERT, "number,name\n%s,First\n%s,Second\n".formatted(key, other)))
                .containsExactly("created", "updated");
        assertThat(imported(ADMIN, CUSTOMERS, "number,name\n%s,Third\n".formatted(other)))
                .containsExactly("customer-number-taken number");
    }

    @Test
    void an_existing_category_and_tag_are_found_by_names_that_look_the_same() {
        String name = fresh("\u00c5lesund");
        String customer = registered("");
        categorise(customer, category(name));
        GROUPINGS.publish("CustomerTagged", UUID.fromString(customer), """
                {"customerId":"%s","tagId":"%s"}""".formatted(customer, tag(name)));
        awaitConsumed();
        String decomposed = name.replace("\u00c5", "a\u030a").toUpperCase(Locale.ROOT);

        assertThat(imported(
                        ADMIN,
                        UPSERT,
                        "number,category,tags\n%1$s,%2$s,%2$s\n".formatted(number(customer), decomposed)))
                .containsExactly("unchanged");
    }

    @Test
    void an_employee_is_found_by_an_external_id_in_other_letters() {
        String externalId = fresh("Emp");
        employee(externalId, false);
        awaitConsumed();

        assertThat(imported(
                        ADMIN,
                        PROJECTS,
                        "customer_number,name,employee_id\n%s,Bridge,%s\n"
                                .formatted(number(registered("")), externalId.toUpperCase(Locale.ROOT))))
                .containsExactly("created");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Customer,Number,VAT number,Projects,Created at,Customer since,Category,Tags,Archived",
                "Asiakas,Numero,ALV-tunnus,Projektit,Luotu,Asiakas alkaen,Asiakasryhmä,Erikoisryhmät,Arkistoitu",
                "Kund,Nummer,Momsregistreringsnummer,Projekt,Skapad,Kund sedan,Kundgrupp,Specialgrupper,Arkiverad",
                "Kunde,Nummer,MVA-nummer,Prosjekter,Opprettet,Kunde siden,Kundegruppe,Spesialgrupper,Arkivert"
            })
    void our_own_overview_is_read_back_and_changes_nothing(String header) {
        String group = fresh("Group");
        String first = fresh("One");
        String second = fresh("Two");
        UUID customer = UUID.fromString(registered(",\"customerSince\":\"2019-05-01\",\"country\":\"FI\""));
        UUID guarded = UUID.fromString(
                api.post("/api/customers", "{\"name\":\"=1+1 Oy\",\"number\":\"+%s\"}".formatted(fresh("N")))
                        .expect(201)
                        .text("id"));
        categorise(customer.toString(), category(group));
        for (String tag : List.of(first, second)) {
            GROUPINGS.publish("CustomerTagged", customer, """
                    {"customerId":"%s","tagId":"%s"}""".formatted(customer, tag(tag)));
        }
        awaitConsumed();
        long head = store.log().head();

        String rows =
                "\ufeff%s\r\nLangworth,%s,,3,2026-11-28,2019-05-01,%s,%s; %s,no\r\n'=1+1 Oy,'%s,,0,2026-11-28,,,,no\r\n"
                        .formatted(
                                header, number(customer.toString()), group, first, second, number(guarded.toString()));

        assertThat(imported(ADMIN, UPSERT, rows)).containsExactly("unchanged", "unchanged");
        assertThat(store.log().head()).isEqualTo(head);
    }

    @Test
    void amounts_and_days_are_read_as_people_write_them() {
        String number = number(registered(""));
        String at = importedAt(ADMIN, PROJECTS, """
                customer_number\tname\tamount\tcurrency\tstart
                %1$s\tBridge\t2 345,60\tEUR\t3.4.2026
                %1$s\tTunnel\t2.345,60\tEUR\t2026-04-03T00:00:00
                %1$s\tRoad\t2345.6\tEUR\t2026-04-03 00:00
                %1$s\tHarbour\t2,345\tEUR\t
                %1$s\tAirport\t\t\t3/4/2026
                """.formatted(number));

        assertThat(texts(at + "/rows", "outcome", "code", "field"))
                .containsExactly(
                        "created null null",
                        "created null null",
                        "created null null",
                        "refused amount-invalid amount",
                        "refused date-invalid start");
        assertThat(texts(at + "/rows?outcome=created", "id"))
                .extracting(id -> api.get("/api/projects/" + id)
                                .body()
                                .get("amount")
                                .get("amount")
                                .asString() + " "
                        + api.get("/api/projects/" + id).text("start"))
                .containsOnly("2345.60 2026-04-03");
    }
}
