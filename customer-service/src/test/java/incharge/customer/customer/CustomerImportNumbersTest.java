package incharge.customer.customer;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.customer.ServiceTest;
import incharge.customer.customer.CustomerCommand.RegisterCustomer;
import incharge.customer.event.CustomerDetails;
import incharge.customer.event.CustomerKind;
import incharge.customer.numbering.FreeNumbers;
import incharge.customer.numbering.NumberClaim;
import incharge.customer.reference.ReferenceData;
import incharge.eventstore.decider.Origin;
import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.Level;
import incharge.http.testing.TestClient.Answer;
import incharge.http.testing.TestTokens;
import incharge.imports.ImportRun;
import incharge.imports.ImportRun.Mode;
import incharge.imports.Verdict;
import incharge.tabular.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Rows of customers without a number get the next free one, whatever numbers others take at the same time. */
class CustomerImportNumbersTest extends ServiceTest {

    private static final String ADMIN = TestTokens.bearer("demo-admin");

    @Autowired
    private FreeNumbers customerNumbers;

    @Autowired
    private CustomerImport customers;

    private static int next(FreeNumbers numbers) {
        return Integer.parseInt(numbers.next(ReferenceData.FIRST_NUMBER));
    }

    /** Another replica registers customers with the next free numbers, which this one has not read. */
    private void registerElsewhere(int count) {
        int first = next(customerNumbers);
        store.decideEach(
                CustomerBoundary.DECIDER,
                IntStream.range(first, first + count)
                        .<CustomerCommand>mapToObj(number -> new RegisterCustomer(
                                UUID.randomUUID(),
                                CustomerKind.COMPANY,
                                NumberClaim.typed("" + number),
                                "Elsewhere",
                                CustomerDetails.NONE,
                                null))
                        .toList(),
                Origin.of("replica", UUID.randomUUID()));
    }

    private static ImportRun run() {
        var caller = new Caller("demo-admin", null, Map.of(Area.CUSTOMERS, Level.ADMIN, Area.GROUPS, Level.ADMIN));
        return new ImportRun(UUID.randomUUID(), caller, Mode.CREATE, false, Instant.now(), "hash");
    }

    private static List<Row> named(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(row -> new Row(row, Map.of("name", "Row " + row)))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?dryRun=true"})
    void customers_get_what_rows_that_name_a_number_leave(String query) {
        int next = next(customerNumbers);
        String far = Integer.toString(next + 100_000);

        assertThat(imported(
                        ADMIN,
                        "/api/customers/imports" + query,
                        "number,name\n,A\n%1$d,B\n%1$d,C\n%2$s,\n,D\n".formatted(next, far)))
                .containsExactly("created", "created", "customer-number-taken number", "required name", "created");

        if (query.isEmpty()) {
            assertThat(next(customerNumbers)).isGreaterThan(next);
        } else {
            assertThat(next(customerNumbers)).isEqualTo(next);
        }
        // the refused row's is free again
        assertThat(customerNumbers.reserve(far)).isTrue();
        customerNumbers.giveBack(List.of(far));
    }

    @Test
    void customers_get_numbers_whatever_another_replica_took() {
        registerElsewhere(1_200);

        assertThat(imported(ADMIN, "/api/customers/imports", "name\nA\nB\nC\n")).containsOnly("created");
    }

    @Test
    void a_dry_run_of_several_chunks_gives_each_row_a_number_and_keeps_none() {
        int next = next(customerNumbers);

        String rows = "name\n" + "Dry\n".repeat(1_100);
        Answer done = api.get(importedAt(ADMIN, "/api/customers/imports?dryRun=true", rows));

        assertThat(done.text("created")).isEqualTo("1100");
        assertThat(next(customerNumbers)).isEqualTo(next);
    }

    @Test
    void a_repeated_chunk_has_the_same_verdicts_and_uses_up_no_numbers() {
        ImportRun run = run();
        List<Verdict> first = customers.decide(run, named(3));
        int next = next(customerNumbers);
        long head = store.log().head();

        assertThat(customers.decide(run, named(3))).isEqualTo(first);

        assertThat(next(customerNumbers)).isEqualTo(next);
        assertThat(store.log().head()).isEqualTo(head);
    }

    @Test
    void rows_decided_in_a_later_round_are_the_same_when_the_chunk_is_repeated() {
        registerElsewhere(40);
        ImportRun run = run();
        List<Verdict> first = customers.decide(run, named(3));
        long head = store.log().head();

        assertThat(first).extracting(Verdict::outcome).containsOnly(Verdict.Outcome.CREATED);
        assertThat(customers.decide(run, named(3))).isEqualTo(first);

        assertThat(store.log().head()).isEqualTo(head);
    }
}
