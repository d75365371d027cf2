package incharge.customer;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.http.testing.TestTokens;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The overview of customers as a CSV file, imported again without a mapping. */
class OwnDownloadTest extends ServiceTest {

    private static final String ADMIN = TestTokens.bearer("demo-admin");
    private static final String UPSERT = "/api/customers/imports?mode=upsert";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Customer,Number,VAT number,Projects,Created at,Customer since,Category,Tags,Archived",
                "Asiakas,Numero,ALV-tunnus,Projektit,Luotu,Asiakas alkaen,Asiakasryhm\u00e4,Erikoisryhm\u00e4t,Arkistoitu",
                "Kund,Nummer,Momsregistreringsnummer,Projekt,Skapad,Kund sedan,Kundgrupp,Specialgrupper,Arkiverad",
                "Kunde,Nummer,MVA-nummer,Prosjekter,Opprettet,Kunde siden,Kundegruppe,Spesialgrupper,Arkivert"
            })
    void changes_nothing_in_any_language(String header) {
        String number = fresh("N");
        String made =
                "number,name,vat_number,created_at\n+%1$s,-5 astetta Oy,FI10000004,2020-01-02\n+%1$s-2,@home Oy,,\n"
                        .formatted(number);
        String overview = """
                %2$s
                '-5 astetta Oy,'+%1$s,FI10000004,0,2026-11-28,2020-01-02,,,no
                '@home Oy,'+%1$s-2,,0,2026-11-28,,,,no
                """.formatted(number, header);

        assertThat(imported(ADMIN, UPSERT, made)).isEqualTo(List.of("created", "created"));
        assertThat(imported(ADMIN, UPSERT, overview)).isEqualTo(List.of("unchanged", "unchanged"));
    }
}
