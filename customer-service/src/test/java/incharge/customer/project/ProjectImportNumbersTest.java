package incharge.customer.project;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.customer.ServiceTest;
import incharge.customer.event.Plan;
import incharge.customer.numbering.FreeNumbers;
import incharge.customer.numbering.NumberClaim;
import incharge.customer.project.ProjectCommand.OpenProject;
import incharge.customer.reference.ReferenceData;
import incharge.eventstore.decider.Origin;
import incharge.http.testing.TestTokens;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Rows of projects without a number get the next free one, whatever numbers others take at the same time. */
class ProjectImportNumbersTest extends ServiceTest {

    private static final String ADMIN = TestTokens.bearer("demo-admin");

    @Autowired
    private FreeNumbers projectNumbers;

    private static int next(FreeNumbers numbers) {
        return Integer.parseInt(numbers.next(ReferenceData.FIRST_NUMBER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?dryRun=true"})
    void projects_get_what_rows_that_name_a_number_leave(String query) {
        String customer = number(registered(""));
        int next = next(projectNumbers);

        assertThat(imported(
                        ADMIN,
                        "/api/projects/imports" + query,
                        "number,name,customer_number\n,A,%1$s\n%2$d,B,%1$s\n%3$d,C,nobody\n,D,%1$s\n"
                                .formatted(customer, next, next + 1)))
                .containsExactly("created", "created", "customer-unknown customerNumber", "created");

        // the refused row's number is free again, those of a dry run all are
        assertThat(next(projectNumbers)).isEqualTo(query.isEmpty() ? next + 1 : next);
    }

    @Test
    void projects_get_numbers_whatever_another_replica_took() {
        UUID customer = UUID.fromString(registered(""));
        String number = number(customer.toString());
        int first = next(projectNumbers);
        store.decideEach(
                ProjectBoundary.DECIDER,
                IntStream.range(first, first + 20)
                        .<ProjectCommand>mapToObj(taken -> new OpenProject(
                                UUID.randomUUID(),
                                customer,
                                NumberClaim.typed("" + taken),
                                new Plan("P", "open", null, null, null),
                                null))
                        .toList(),
                Origin.of("replica", UUID.randomUUID()));

        assertThat(imported(ADMIN, "/api/projects/imports", "name,customer_number\nA,%1$s\nB,%1$s\n".formatted(number)))
                .containsOnly("created");
    }
}
