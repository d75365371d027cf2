package incharge.customer.registry;

import static incharge.customer.registry.Warning.BANKRUPT;
import static incharge.customer.registry.Warning.ENDED;
import static incharge.customer.registry.Warning.LIQUIDATION;
import static incharge.customer.registry.Warning.NOT_VAT_REGISTERED;
import static incharge.customer.registry.Warning.RESTRUCTURING;
import static incharge.http.PublicRegistry.FINLAND;
import static incharge.http.PublicRegistry.NORWAY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.customer.event.Address;
import incharge.customer.registry.RegistryClient.Answer;
import incharge.http.CompanyId;
import incharge.http.PublicRegistry;
import incharge.local.RecordedRegistries;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read in the answers of registries, recorded ones and others. */
class CompanyTest {

    private static Company read(PublicRegistry registry, String id, byte[] body) {
        var registries = new Registries(
                Map.of(registry, URI.create("https://registry.example")),
                _ -> new Answer(200, Optional.empty(), body),
                InstantSource.system(),
                System::nanoTime);
        return registries.look(new CompanyId(registry, id), false).company();
    }

    private static Company recorded(PublicRegistry registry, String id) throws IOException {
        String name = "registry/" + registry.label() + "/" + id + ".json";
        try (InputStream in = RecordedRegistries.class.getResourceAsStream(name)) {
            return read(registry, id, in.readAllBytes());
        }
    }

    /** Reads an example of the Norwegian registry's documentation. */
    private static Company example(String id) throws IOException {
        try (InputStream in = CompanyTest.class.getResourceAsStream(id + ".json")) {
            return read(NORWAY, id, in.readAllBytes());
        }
    }

    private static Company finnish(String members) {
        String body = "{\"companies\":[{\"businessId\":{\"value\":\"0112038-9\"}," + members + "}]}";
        return read(FINLAND, "0112038-9", body.getBytes(UTF_8));
    }

    private static Address visiting(String members) {
        return finnish("\"addresses\":[{\"type\":1," + members + "}]")
                .particulars()
                .visitingAddress();
    }

    private static Company norwegian(String members) {
        return read(NORWAY, "923609016", ("{\"organisasjonsnummer\":\"923609016\"," + members + "}").getBytes(UTF_8));
    }

    @Test
    void a_finnish_company() throws IOException {
        Company nokia = recorded(FINLAND, "0112038-9");

        assertThat(nokia.particulars())
                .isEqualTo(new Particulars(
                        "Nokia Oyj",
                        new Address("Karakaari 7", "02610", "ESPOO", "FI"),
                        new Address("PL 226", "00045", "NOKIA GROUP", "FI"),
                        null,
                        "https://www.nokia.com"));
        assertThat(nokia.warnings()).isEmpty();
    }

    @Test
    void a_finnish_company_of_which_less_is_known() throws IOException {
        Company wolt = recorded(FINLAND, "2646674-9");

        assertThat(wolt.particulars())
                .isEqualTo(new Particulars(
                        "Wolt Oy",
                        new Address("Pohjoinen Rautatiekatu 21", "00100", "HELSINKI", "FI"),
                        null,
                        null,
                        null));
        assertThat(wolt.warnings()).containsExactly(NOT_VAT_REGISTERED);
    }

    @Test
    void a_norwegian_company() throws IOException {
        Company equinor = recorded(NORWAY, "923609016");

        assertThat(equinor.particulars())
                .isEqualTo(new Particulars(
                        "EQUINOR ASA",
                        new Address("Forusbeen 50", "4035", "STAVANGER", "NO"),
                        new Address("Postboks 8500", "4035", "STAVANGER", "NO"),
                        null,
                        "https://www.equinor.com"));
        assertThat(equinor.warnings()).isEmpty();
    }

    @Test
    void a_norwegian_company_with_blank_lines_and_somebody_who_receives_its_mail() throws IOException {
        Particulars station = example("112233445").particulars();

        assertThat(station.visitingAddress()).isEqualTo(new Address("Tyvholmen 1", "0101", "OSLO", "NO"));
        assertThat(station.postalAddress())
                .isEqualTo(new Address("c/o reder K. Rusing, Postboks 1752 Vika", "0122", "OSLO", "NO"));
    }

    @Test
    void a_norwegian_company_that_is_deleted_has_a_name_alone() throws IOException {
        Company deleted = example("123456789");

        assertThat(deleted.particulars()).isEqualTo(new Particulars("SLETTET ENHET AS", null, null, null, null));
        assertThat(deleted.warnings()).containsExactly(ENDED, NOT_VAT_REGISTERED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "street":"Mannerheimintie","buildingNumber":"5","entrance":"A","apartmentNumber":"12","apartmentIdSuffix":"b" | Mannerheimintie 5 A 12 b
            "street":" Katu ","buildingNumber":"","entrance":null | Katu
            "postOfficeBox":"226" | PL 226
            "street":"Katu","buildingNumber":"1","co":"Tilitoimisto Oy" | c/o Tilitoimisto Oy, Katu 1
            "postOfficeBox":"1","co":"C/O Tilitoimisto Oy" | C/O Tilitoimisto Oy, PL 1
            "freeAddressLine":"12_High_Street,_London" | 12 High Street, London
            """)
    void the_parts_of_a_finnish_street_are_joined(String members, String street) {
        assertThat(visiting(members).street()).isEqualTo(street);
    }

    @Test
    void a_town_is_named_in_finnish_if_it_can_be() {
        String swedish = "{\"city\":\"MARIEHAMN\",\"languageCode\":\"2\"}";

        assertThat(visiting(
                        "\"postOffices\":[%s,{\"city\":\"MAARIANHAMINA\",\"languageCode\":\"1\"}]".formatted(swedish)))
                .isEqualTo(new Address(null, null, "MAARIANHAMINA", "FI"));
        assertThat(visiting("\"postOffices\":[null,%s]".formatted(swedish)))
                .isEqualTo(new Address(null, null, "MARIEHAMN", "FI"));
    }

    @Test
    void an_address_abroad_has_its_country() {
        assertThat(visiting("\"freeAddressLine\":\"Storgatan_1\",\"country\":\"SE\""))
                .isEqualTo(new Address("Storgatan 1", null, null, "SE"));
        assertThat(norwegian("\"forretningsadresse\":{\"adresse\":[\"Storgatan 1\"],\"landkode\":\"SE\"}")
                        .particulars()
                        .visitingAddress())
                .isEqualTo(new Address("Storgatan 1", null, null, "SE"));
    }

    @Test
    void an_address_without_any_part_is_none() {
        assertThat(visiting("\"street\":\"\",\"postCode\":\" \",\"postOffices\":null,\"country\":\"SE\""))
                .isNull();
        assertThat(norwegian("\"postadresse\":{\"adresse\":[null,\"\"],\"landkode\":\"NO\"}")
                        .particulars()
                        .postalAddress())
                .isNull();
    }

    @Test
    void the_current_name_of_a_finnish_company_is_the_latest_one_without_an_end() {
        assertThat(finnish("""
                        "names":[null,
                          {"name":"Old Oy","type":"1","registrationDate":"1990-01-01","endDate":"2000-01-01"},
                          {"name":"Parallel Ab","type":"2","registrationDate":"2025-01-01"},
                          {"name":"New Oy","type":1,"registrationDate":"2020-01-01","endDate":""},
                          {"name":"Middle Oy","type":"1","registrationDate":"2010-01-01","endDate":null},
                          {"name":"Trade name","type":"3","registrationDate":"2025-01-01"}]""").particulars().name()).isEqualTo("New Oy");
        assertThat(finnish("\"names\":[]").particulars().name()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "www.acme.example, https://www.acme.example",
        "https://acme.example, https://acme.example",
        "http://acme.example, http://acme.example",
        "HTTP://acme.example, HTTP://acme.example"
    })
    void a_website_without_a_scheme_gets_one(String registered, String website) {
        assertThat(finnish("\"website\":{\"url\":\"" + registered + "\"}")
                        .particulars()
                        .website())
                .isEqualTo(website);
        assertThat(norwegian("\"hjemmeside\":\"" + registered + "\"")
                        .particulars()
                        .website())
                .isEqualTo(website);
    }

    @Test
    void half_a_character_becomes_a_question_mark() {
        assertThat(norwegian("\"navn\":\"A\\ud83d\"").particulars().name()).isEqualTo("A?");
    }

    @Test
    void an_email_address_is_norwegian_alone() {
        assertThat(norwegian("\"epostadresse\":\"post@acme.example\"")
                        .particulars()
                        .email())
                .isEqualTo("post@acme.example");
    }

    @Test
    void a_finnish_company_in_trouble() {
        String registered = ",\"registeredEntries\":[{\"register\":\"6\"}]";

        assertThat(finnish("\"companySituations\":[{\"type\":\"KONK\"}]" + registered)
                        .warnings())
                .containsExactly(BANKRUPT);
        assertThat(finnish("\"companySituations\":[{\"type\":\"SELTILA\"},{\"type\":\"SANE\",\"endDate\":null}]"
                                + registered)
                        .warnings())
                .containsExactly(LIQUIDATION, RESTRUCTURING);
        assertThat(finnish("\"companySituations\":[{\"type\":\"KONK\",\"endDate\":\"2020-01-01\"},{\"type\":\"NEW\"}]"
                                + registered)
                        .warnings())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"endDate\":\"2025-01-01\"",
                "\"tradeRegisterStatus\":\"2\"",
                "\"tradeRegisterStatus\":\"4\"",
                "\"status\":\"5\""
            })
    void a_finnish_company_that_is_no_more(String members) {
        assertThat(finnish(members).warnings()).containsExactly(ENDED, NOT_VAT_REGISTERED);
    }

    @Test
    void a_finnish_company_that_is_not_in_the_register_of_vat_any_more() {
        assertThat(finnish(
                                "\"registeredEntries\":[{\"register\":\"6\",\"endDate\":\"2020-01-01\"},{\"register\":\"5\"}]")
                        .warnings())
                .containsExactly(NOT_VAT_REGISTERED);
    }

    @ParameterizedTest
    @CsvSource({
        "konkurs, BANKRUPT",
        "underAvvikling, LIQUIDATION",
        "underTvangsavviklingEllerTvangsopplosning, LIQUIDATION"
    })
    void a_norwegian_company_in_trouble(String flag, Warning warning) {
        assertThat(norwegian("\"registrertIMvaregisteret\":true,\"" + flag + "\":true")
                        .warnings())
                .containsExactly(warning);
        assertThat(norwegian("\"registrertIMvaregisteret\":true,\"" + flag + "\":false")
                        .warnings())
                .isEmpty();
    }
}
